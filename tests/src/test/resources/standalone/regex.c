/* A regular expression matcher by back-tracking, and one by sets of states built with Thompson's construction. */
#include "runtime.h"

static const char *const patterns[] = { "abc", "a*b", "^a.c$", "[a-c]+d", "x?yz", "^$", "b+", "[^0-9]*7", "a.*b.*c", "z$" };
static const char *const texts[] = { "abc", "aaab", "xabcy", "cabd", "yz", "", "bbb", "ab77", "a-b-c", "jazz" };

static int match_here(const char *p, const char *t);

static const char *atom_end(const char *p)
{
	if (*p++ != '[')
		return p;
	while (*p++ != ']')
		;
	return p;
}

static int matches(const char *p, char c)
{
	int negate, in = 0;

	if (!c)
		return 0;
	if (*p == '.')
		return 1;
	if (*p != '[')
		return *p == c;
	negate = *++p == '^';
	for (p += negate; *p != ']'; p++) {
		if (p[1] == '-' && p[2] != ']') {
			in |= c >= p[0] && c <= p[2];
			p += 2;
		} else {
			in |= *p == c;
		}
	}
	return in ^ negate;
}

static int match_many(const char *atom, const char *rest, const char *t, int least, int most)
{
	const char *start = t;

	while (t - start < most && matches(atom, *t))
		t++;
	for (; t - start >= least; t--)
		if (match_here(rest, t))
			return 1;
	return 0;
}

static int match_here(const char *p, const char *t)
{
	const char *end;

	if (!*p)
		return 1;
	if (p[0] == '$' && !p[1])
		return !*t;
	end = atom_end(p);
	switch (*end) {
	case '*':
		return match_many(p, end + 1, t, 0, 1000);
	case '+':
		return match_many(p, end + 1, t, 1, 1000);
	case '?':
		return match_many(p, end + 1, t, 0, 1);
	}
	return matches(p, *t) && match_here(end, t + 1);
}

static int match(const char *p, const char *t)
{
	if (*p == '^')
		return match_here(p + 1, t);
	do
		if (match_here(p, t))
			return 1;
	while (*t++);
	return 0;
}

/* The same by positions: bit i of a set says that what is before atom i has matched. */
static int simulate(const char *p, const char *t)
{
	const char *atoms[12];
	char kinds[12];
	int n = 0, anchored = *p == '^', to_end = 0;
	u32 set = 1;

	for (p += anchored; *p; n++) {
		if (p[0] == '$' && !p[1]) {
			to_end = 1;
			break;
		}
		atoms[n] = p;
		p = atom_end(p);
		kinds[n] = *p == '*' || *p == '+' || *p == '?' ? *p++ : ' ';
	}
	for (;; t++) {
		u32 next = anchored ? 0 : 1;

		for (int i = 0; i < n; i++)
			if (set >> i & 1 && (kinds[i] == '*' || kinds[i] == '?'))
				set |= 2u << i;
		if (set >> n & 1 && (!to_end || !*t))
			return 1;
		if (!*t)
			return 0;
		for (int i = 0; i < n; i++)
			if (set >> i & 1 && matches(atoms[i], *t))
				next |= kinds[i] == '*' ? 1u << i : kinds[i] == '+' ? 3u << i : 2u << i;
		set = next;
	}
}

static u8 table[10][10];

int main(void)
{
	int differ = 0;

	for (u32 i = 0; i < COUNT(patterns); i++) {
		for (u32 k = 0; k < COUNT(texts); k++) {
			table[i][k] = (u8)match(patterns[i], texts[k]);
			differ += table[i][k] != simulate(patterns[i], texts[k]);
			put(table[i][k] ? "x" : ".");
		}
		put("\n");
	}
	return differ;
}
