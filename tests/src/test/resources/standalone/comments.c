/* State machines: comments stripped from C text; a vending machine from a table of transitions. */
#include "runtime.h"

static char out[300];
static u32 length;

static void emit(char c)
{
	out[length++] = c;
}

static void strip(const char *p)
{
	enum { CODE, SLASH, BLOCK, STAR, LINE, STRING, ESCAPE } state = CODE;

	for (; *p; p++) {
		switch (state) {
		case CODE:
			if (*p == '/') {
				state = SLASH;
				break;
			}
			if (*p == '"')
				state = STRING;
			emit(*p);
			break;
		case SLASH:
			if (*p == '*') {
				state = BLOCK;
			} else if (*p == '/') {
				state = LINE;
			} else {
				emit('/');
				emit(*p);
				state = *p == '"' ? STRING : CODE;
			}
			break;
		case BLOCK:
			state = *p == '*' ? STAR : BLOCK;
			break;
		case STAR:
			if (*p == '/') {
				emit(' ');
				state = CODE;
			} else if (*p != '*') {
				state = BLOCK;
			}
			break;
		case LINE:
			if (*p == '\n') {
				emit('\n');
				state = CODE;
			}
			break;
		case STRING:
			emit(*p);
			state = *p == '\\' ? ESCAPE : *p == '"' ? CODE : STRING;
			break;
		case ESCAPE:
			emit(*p);
			state = STRING;
			break;
		}
	}
}

enum coin { FIVE, TEN, QUARTER, BUTTON, EVENTS };

struct rule {
	u8 next, gives, change;
};

/* Cents paid so far, in fives; a drink costs 30. */
static const struct rule rules[6][EVENTS] = {
	{ { 1, 0, 0 }, { 2, 0, 0 }, { 5, 0, 0 }, { 0, 0, 0 } },	 { { 2, 0, 0 }, { 3, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	{ { 3, 0, 0 }, { 4, 0, 0 }, { 0, 1, 1 }, { 0, 0, 2 } },	 { { 4, 0, 0 }, { 5, 0, 0 }, { 0, 1, 2 }, { 0, 0, 3 } },
	{ { 5, 0, 0 }, { 0, 1, 0 }, { 0, 1, 3 }, { 0, 0, 4 } },	 { { 0, 1, 0 }, { 0, 1, 1 }, { 0, 1, 4 }, { 0, 0, 5 } },
};

static u32 totals[3];

int main(void)
{
	static const u8 worth[EVENTS] = { 1, 2, 5, 0 };
	u64 seed = 6;
	u32 state = 0;

	strip("int a; /* one */ char *s = \"/* no */ \\\" //\"; // end\nb = a / 2 /**/ * 3; /***/ c = '/';\n");
	put_bytes(out, length);
	for (int i = 0; i < 2000; i++) {
		u32 event = next_random(&seed) % EVENTS;
		const struct rule *r = &rules[state][event];

		totals[0] += worth[event];
		totals[1] += r->gives;
		totals[2] += r->change;
		state = r->next;
	}
	line("paid", totals[0]);
	line("drinks", totals[1]);
	line("change", totals[2]);
	return totals[0] != totals[1] * 6 + totals[2] + state;
}
