/* Labels as values (GNU C, which gcc and clang have): threaded code, and tables of differences between labels. */
#include "runtime.h"

static u64 counts[8];

static u64 threaded(const u8 *code, u64 x)
{
	static const void *const labels[] = { &&increment, &&twice, &&negate, &&rotate, &&multiply, &&mix, &&again, &&stop };
	int loops = 3;
	const u8 *start = code;

#define NEXT                            \
	do {                            \
		counts[*code]++;        \
		goto *labels[*code++];  \
	} while (0)

	NEXT;
increment:
	x++;
	NEXT;
twice:
	x += x;
	NEXT;
negate:
	x = -x;
	NEXT;
rotate:
	x = x << 13 | x >> 51;
	NEXT;
multiply:
	x *= 0x9e3779b97f4a7c15;
	NEXT;
mix:
	x ^= x >> 29;
	NEXT;
again:
	if (loops--) {
		code = start;
		NEXT;
	}
	NEXT;
stop:
	return x;
}

static int by_offset(u32 n)
{
	static const int offsets[] = { &&zero - &&zero, &&one - &&zero, &&two - &&zero, &&many - &&zero };

	goto *(&&zero + offsets[n > 3 ? 3 : n]);
zero:
	return 100;
one:
	return 201;
two:
	return 302;
many:
	return 403 + (int)n;
}

/* A coroutine that remembers where it was. */
static int words(const char **text, void **where)
{
	if (*where)
		goto **where;
	for (;;) {
		while (**text == ' ')
			++*text;
		if (!**text)
			return 0;
		*where = &&inside;
		return 1;
inside:
		while (**text && **text != ' ')
			++*text;
	}
}

int main(void)
{
	static const u8 code[] = { 0, 1, 4, 3, 5, 2, 0, 6, 4, 5, 7 };
	const char *text = "  a table of  labels ";
	void *where = NULL;
	int n = 0;

	line("threaded", threaded(code, 12345));
	line("counts", digest(counts, sizeof(counts)));
	for (u32 i = 0; i < 6; i++) {
		dec(by_offset(i));
		put(" ");
	}
	put("\n");
	while (words(&text, &where))
		n++;
	return n - 4;
}
