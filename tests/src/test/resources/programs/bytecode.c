/* An interpreter of a small stack machine, which computes primes and Fibonacci numbers. */
enum op { PUSH, ADD, SUB, MUL, MOD, DUP, SWAP, LOAD, STORE, JUMP, JZ, LESS, OUT, HALT };

struct machine {
	long stack[16], memory[8];
	int sp, pc;
	unsigned long out;
	unsigned steps;
};

static const signed char fibonacci[] = {
	PUSH, 0, STORE, 0, PUSH, 1, STORE, 1,
	LOAD, 0, OUT, LOAD, 1, DUP, LOAD, 0, ADD, STORE, 1, STORE, 0,
	LOAD, 2, PUSH, 1, SUB, DUP, STORE, 2, JZ, 33, JUMP, 8,
	HALT,
};

static const signed char primes[] = {
	PUSH, 2, STORE, 0,
	PUSH, 2, STORE, 1,
	LOAD, 1, DUP, MUL, LOAD, 0, SWAP, LESS, JZ, 22, LOAD, 0, OUT, HALT,
	LOAD, 0, LOAD, 1, MOD, JZ, 38, LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 8,
	LOAD, 0, PUSH, 1, ADD, STORE, 0, JUMP, 4,
};

static int step(struct machine *m, const signed char *code)
{
	long a, b;

#define POP() (m->stack[--m->sp & 15])
#define PUSHED(x) (m->stack[m->sp++ & 15] = (x))
	m->steps++;
	switch ((enum op)code[m->pc++]) {
	case PUSH: PUSHED(code[m->pc++]); break;
	case ADD: b = POP(); a = POP(); PUSHED(a + b); break;
	case SUB: b = POP(); a = POP(); PUSHED(a - b); break;
	case MUL: b = POP(); a = POP(); PUSHED(a * b); break;
	case MOD: b = POP(); a = POP(); PUSHED(b ? a % b : 0); break;
	case DUP: a = POP(); PUSHED(a); PUSHED(a); break;
	case SWAP: b = POP(); a = POP(); PUSHED(b); PUSHED(a); break;
	case LOAD: PUSHED(m->memory[code[m->pc++] & 7]); break;
	case STORE: m->memory[code[m->pc++] & 7] = POP(); break;
	case JUMP: m->pc = code[m->pc]; break;
	case JZ: a = POP(); m->pc = a ? m->pc + 1 : code[m->pc]; break;
	case LESS: b = POP(); a = POP(); PUSHED(a < b); break;
	case OUT: m->out = m->out * 31 + (unsigned long)POP(); break;
	case HALT: return 0;
	default: return -1;
	}
	return 1;
}

unsigned long bytecode(unsigned long n)
{
	struct machine m = { .memory = { [2] = (long)n + 20 } }, p = { 0 };

	while (step(&m, fibonacci) > 0 && m.steps < 2000)
		;
	while (step(&p, primes) > 0 && p.steps < 500 + n * 100)
		;
	return m.out + p.out * 3 + m.steps * 1000 + p.steps + (unsigned long)p.memory[0] * 7;
}
