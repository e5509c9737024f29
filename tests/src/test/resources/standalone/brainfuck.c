/* Brainfuck, run directly and compiled to a list of operations with jumps resolved. */
#include "runtime.h"

struct op {
	char kind;
	short by;
};

static u8 tape[2][300];
static struct op ops[300];
static char out[2][200];
static u32 lengths[2];

static int run_text(const char *p)
{
	u8 *at = tape[0];
	int steps = 0;

	for (; *p; p++, steps++) {
		int depth = 1;

		switch (*p) {
		case '>': at++; break;
		case '<': at--; break;
		case '+': ++*at; break;
		case '-': --*at; break;
		case '.': out[0][lengths[0]++] = (char)*at; break;
		case '[':
			if (*at)
				break;
			while (depth)
				depth += *++p == '[' ? 1 : *p == ']' ? -1 : 0;
			break;
		case ']':
			if (!*at)
				break;
			while (depth)
				depth += *--p == ']' ? 1 : *p == '[' ? -1 : 0;
			break;
		}
	}
	return steps;
}

static int compile(const char *p)
{
	short stack[20];
	int n = 0, top = 0;

	for (; *p; p++) {
		char kind = *p == '<' ? '>' : *p == '-' ? '+' : *p;
		short by = *p == '<' || *p == '-' ? -1 : 1;

		if (*p == '[' && p[1] == '-' && p[2] == ']') {
			ops[n++] = (struct op){ '0', 0 };
			p += 2;
		} else if (n && ops[n - 1].kind == kind && (kind == '>' || kind == '+')) {
			ops[n - 1].by = (short)(ops[n - 1].by + by);
		} else if (*p == '[') {
			stack[top++] = (short)n;
			ops[n++] = (struct op){ '[', 0 };
		} else if (*p == ']') {
			short open = stack[--top];

			ops[open].by = (short)n;
			ops[n++] = (struct op){ ']', open };
		} else {
			ops[n++] = (struct op){ kind, by };
		}
	}
	ops[n].kind = 0;
	return n;
}

static int run_ops(void)
{
	u8 *at = tape[1];
	int steps = 0;

	for (const struct op *o = ops; o->kind; o++, steps++) {
		switch (o->kind) {
		case '>': at += o->by; break;
		case '+': *at = (u8)(*at + o->by); break;
		case '0': *at = 0; break;
		case '.': out[1][lengths[1]++] = (char)*at; break;
		case '[': o = *at ? o : ops + o->by; break;
		case ']': o = *at ? ops + o->by : o; break;
		}
	}
	return steps;
}

int main(void)
{
	static const char *const programs[] = {
		"++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.",
		"+++++++++++>+>>>>++++++++++++++++++++++++++++++++++++++++++++>++++++++++++++++++++++++++++++++<<<<<<[>[>>>>>>+>"
		"+<<<<<<<-]>>>>>>>[<<<<<<<+>>>>>>>-]<[>++++++++++[-<-[>>+>+<<<-]>>>[<<<+>>>-]+<[>[-]<[-]]>[<<[>>>+<<<-]>>[-]]<<]>"
		">>[>>+>+<<<-]>>>[<<<+>>>-]+<[>[-]<[-]]>[<<+>>[-]]<<<<<<<]>>>>>[++++++++++++++++++++++++++++++++++++++++++++++++"
		".[-]]++++++++++<[->-<]>++++++++++++++++++++++++++++++++++++++++++++++++.[-]<<<<<<<<<<<<[>>>+>+<<<<-]>>>>[<<<<+>"
		">>>-]<-[>>.>.<<<[-]]<<[>>+>+<<<-]>>>[<<<+>>>-]<<[<+>-]>[<+>-]<<<-]",
	};
	int steps = 0, fewer = 0;

	for (u32 i = 0; i < COUNT(programs); i++) {
		memset(tape, 0, sizeof(tape));
		steps += run_text(programs[i]);
		compile(programs[i]);
		fewer += run_ops();
	}
	put_bytes(out[0], lengths[0]);
	line("\nsteps", (u64)steps);
	line("fewer", (u64)fewer);
	return lengths[0] != lengths[1] || memcmp(out[0], out[1], lengths[0]) != 0 || memcmp(tape[0], tape[1], 300) != 0;
}
