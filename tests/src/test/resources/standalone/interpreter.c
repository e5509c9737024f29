/* A stack machine with calls, run by a switch; programs for it: factorial, primes, Fibonacci. */
#include "runtime.h"

enum op { PUSH, ADD, SUB, MUL, MOD, LESS, DUP, SWAP, OVER, DROP, LOAD, STORE, JUMP, JUMP_ZERO, CALL, RETURN, PRINT, STOP };

static i64 stack[64], memory[16];
static u16 returns[64];
static u64 executed[STOP + 1];

static int run(const short *code, int at)
{
	i64 *top = stack;
	u16 *back = returns;

	for (;;) {
		enum op op = (enum op)code[at++];

		executed[op]++;
		switch (op) {
		case PUSH:
			*++top = code[at++];
			break;
		case ADD:
			top--;
			top[0] += top[1];
			break;
		case SUB:
			top--;
			top[0] -= top[1];
			break;
		case MUL:
			top--;
			top[0] = (i64)((u64)top[0] * (u64)top[1]);
			break;
		case MOD:
			top--;
			if (!top[1])
				return -1;
			top[0] %= top[1];
			break;
		case LESS:
			top--;
			top[0] = top[0] < top[1];
			break;
		case DUP:
			top++;
			top[0] = top[-1];
			break;
		case SWAP: {
			i64 t = top[0];

			top[0] = top[-1];
			top[-1] = t;
			break;
		}
		case OVER:
			top++;
			top[0] = top[-2];
			break;
		case DROP:
			top--;
			break;
		case LOAD:
			*++top = memory[code[at++]];
			break;
		case STORE:
			memory[code[at++]] = *top--;
			break;
		case JUMP:
			at = code[at];
			break;
		case JUMP_ZERO:
			at = *top-- ? at + 1 : code[at];
			break;
		case CALL:
			*back++ = (u16)(at + 1);
			at = code[at];
			break;
		case RETURN:
			at = *--back;
			break;
		case PRINT:
			dec(*top--);
			put(" ");
			break;
		case STOP:
			return (int)(top - stack);
		}
	}
}

static const short factorial[] = {
	PUSH, 20, CALL, 6, PRINT, STOP,
	DUP, JUMP_ZERO, 17, DUP, PUSH, 1, SUB, CALL, 6, MUL, RETURN, DROP, PUSH, 1, RETURN,
};

static const short fibonacci[] = {
	PUSH, 15, CALL, 6, PRINT, STOP,
	DUP, PUSH, 2, LESS, JUMP_ZERO, 13, RETURN, DUP, PUSH, 1, SUB, CALL, 6, SWAP, PUSH, 2, SUB, CALL, 6, ADD, RETURN,
};

/* Of each number below 60 the least divisor above 1 is looked for; it is printed if that is itself. */
static const short primes[] = {
	PUSH, 2, STORE, 0,
	PUSH, 2, STORE, 1,
	LOAD, 0, LOAD, 1, MOD, JUMP_ZERO, 24,
	LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 8,
	LOAD, 1, LOAD, 0, LESS, JUMP_ZERO, 33, JUMP, 36,
	LOAD, 0, PRINT,
	LOAD, 0, PUSH, 1, ADD, DUP, STORE, 0, PUSH, 60, LESS, JUMP_ZERO, 51, JUMP, 4,
	STOP,
};

int main(void)
{
	int left = run(factorial, 0) + run(fibonacci, 0) + run(primes, 0);

	put("\n");
	line("executed", digest(executed, sizeof(executed)));
	return left;
}
