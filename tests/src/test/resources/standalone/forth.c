/* A small Forth: a dictionary of words compiled to threads, loops, conditionals, recursion, strings. */
#include "runtime.h"

struct word {
	struct word *before;
	char name[8];
	void (*primitive)(void);
	short body;
};

static struct word words[64], *latest;
static i64 data[32], loops[16];
static short code[200], threads, calls[32];
static u32 depth, deep, count, loop_depth;
static short at;

static i64 pop(void)
{
	return data[--depth];
}

static void push(i64 v)
{
	data[depth++] = v;
}

static void plus(void) { i64 b = pop(); push(pop() + b); }
static void minus(void) { i64 b = pop(); push(pop() - b); }
static void times(void) { i64 b = pop(); push(pop() * b); }
static void divide(void) { i64 b = pop(); push(pop() / b); }
static void less(void) { i64 b = pop(); push(-(i64)(pop() < b)); }
static void duplicate(void) { push(data[depth - 1]); }
static void drop(void) { pop(); }
static void swap(void) { i64 b = pop(), a = pop(); push(b); push(a); }
static void over(void) { push(data[depth - 2]); }
static void dot(void) { dec(pop()); put(" "); }
static void literal(void) { push(code[at++]); }
static void branch(void) { at = code[at]; }
static void branch_zero(void) { at = pop() ? at + 1 : code[at]; }
static void begin_loop(void) { i64 start = pop(); loops[loop_depth++] = pop(); loops[loop_depth++] = start; }
static void index_i(void) { push(loops[loop_depth - 1]); }

static void end_loop(void)
{
	if (++loops[loop_depth - 1] < loops[loop_depth - 2]) {
		at = code[at];
	} else {
		loop_depth -= 2;
		at++;
	}
}

static struct word *find(const char *name)
{
	struct word *w = latest;

	while (w && strcmp(w->name, name))
		w = w->before;
	return w;
}

static struct word *define(const char *name, void (*primitive)(void))
{
	struct word *w = &words[count++];

	memcpy(w->name, name, strlen(name) + 1);
	w->primitive = primitive;
	w->body = threads;
	w->before = latest;
	return latest = w;
}

static void execute(struct word *w)
{
	u32 floor = deep;

	if (w->primitive) {
		w->primitive();
		return;
	}
	calls[deep++] = -1;
	at = w->body;
	while (deep > floor) {
		short token = code[at++];

		if (token < 0) {
			at = calls[--deep];
		} else if (words[token].primitive) {
			words[token].primitive();
		} else {
			calls[deep++] = at;
			at = words[token].body;
		}
	}
}

static void compile(const char *name)
{
	code[threads++] = (short)(find(name) - words);
}

static void interpret(const char *text)
{
	short marks[8];
	int marked = 0, compiling = 0;

	for (;;) {
		char name[8];
		struct word *w;
		int n = 0;

		while (*text == ' ')
			text++;
		while (*text && *text != ' ')
			name[n++] = *text++;
		name[n] = 0;
		if (!n)
			return;
		if (!strcmp(name, ":")) {
			compiling = 2;
		} else if (compiling == 2) {
			define(name, NULL);
			compiling = 1;
		} else if (!strcmp(name, ";")) {
			code[threads++] = -1;
			compiling = 0;
		} else if (!strcmp(name, "if")) {
			compile("0br");
			marks[marked++] = threads++;
		} else if (!strcmp(name, "else")) {
			compile("br");
			code[marks[marked - 1]] = (short)(threads + 1);
			marks[marked - 1] = threads++;
		} else if (!strcmp(name, "then")) {
			code[marks[--marked]] = threads;
		} else if (!strcmp(name, "do")) {
			compile("(do)");
			marks[marked++] = threads;
		} else if (!strcmp(name, "loop")) {
			compile("(loop)");
			code[threads++] = marks[--marked];
		} else if ((w = find(name))) {
			if (compiling)
				code[threads++] = (short)(w - words);
			else
				execute(w);
		} else {
			i64 v = 0;

			for (const char *p = name; *p; p++)
				v = v * 10 + *p - '0';
			if (compiling) {
				compile("lit");
				code[threads++] = (short)v;
			} else {
				push(v);
			}
		}
	}
}

int main(void)
{
	static const struct { const char *name; void (*code)(void); } all[] = {
		{ "+", plus }, { "-", minus }, { "*", times }, { "/", divide }, { "<", less }, { "dup", duplicate },
		{ "drop", drop }, { "swap", swap }, { "over", over }, { ".", dot }, { "lit", literal }, { "br", branch },
		{ "0br", branch_zero }, { "(do)", begin_loop }, { "(loop)", end_loop }, { "i", index_i },
	};

	for (u32 i = 0; i < COUNT(all); i++)
		define(all[i].name, all[i].code);
	interpret(": sq dup * ; : fact dup 2 < if drop 1 else dup 1 - fact * then ;");
	interpret(": sum 0 swap 1 + 0 do i sq + loop ; : abs dup 0 < if 0 swap - then ;");
	interpret(": fib dup 2 < if else dup 1 - fib swap 2 - fib + then ;");
	interpret("7 sq . 20 fact . 100 sum . 0 5 - abs . 15 fib . 1000 7 / . : tab 4 1 do 4 1 do i . loop loop ; tab");
	put("\n");
	line("threads", (u64)threads);
	line("code", digest(code, sizeof(code)));
	return (int)depth;
}
