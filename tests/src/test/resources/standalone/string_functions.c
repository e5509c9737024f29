/* A library of string functions against their plain definitions, over overlapping and misaligned ranges. */
#include "runtime.h"

static char buffer[160], model[160];

static char *find(const char *s, char c)
{
	for (; *s != c; s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

static char *find_last(const char *s, char c)
{
	const char *last = NULL;

	do
		if (*s == c)
			last = s;
	while (*s++);
	return (char *)last;
}

static size_t span(const char *s, const char *set, int inside)
{
	size_t n = 0;

	while (s[n] && (find(set, s[n]) != NULL) == inside)
		n++;
	return n;
}

static char *next_token(char **rest, const char *separators)
{
	char *start = *rest + span(*rest, separators, 1);
	char *end = start + span(start, separators, 0);

	if (!*start)
		return NULL;
	*rest = *end ? end + 1 : end;
	*end = 0;
	return start;
}

static int no_case(const char *a, const char *b)
{
	for (;; a++, b++) {
		int x = *a >= 'A' && *a <= 'Z' ? *a + 32 : *a;
		int y = *b >= 'A' && *b <= 'Z' ? *b + 32 : *b;

		if (x != y || !x)
			return x - y;
	}
}

static i64 number(const char *s, const char **end, int base)
{
	i64 v = 0;
	int minus = *s == '-';

	s += minus || *s == '+';
	if (base == 0) {
		base = *s != '0' ? 10 : (s[1] | 32) == 'x' ? 16 : 8;
		s += base == 16 ? 2 : 0;
	}
	for (;; s++) {
		int d = *s >= '0' && *s <= '9' ? *s - '0' : (*s | 32) >= 'a' && (*s | 32) <= 'z' ? (*s | 32) - 'a' + 10 : 99;

		if (d >= base)
			break;
		v = v * base + d;
	}
	*end = s;
	return minus ? -v : v;
}

static int moves(void)
{
	int wrong = 0;

	for (int from = 0; from < 40; from += 3) {
		for (int to = 0; to < 40; to += 7) {
			for (int n = 0; n < 60; n += 11) {
				char copy[64];

				for (int i = 0; i < 160; i++)
					buffer[i] = model[i] = (char)(i * 7);
				for (int i = 0; i < n; i++)
					copy[i] = model[from + i];
				for (int i = 0; i < n; i++)
					model[to + i] = copy[i];
				memmove(buffer + to, buffer + from, (size_t)n);
				wrong += memcmp(buffer, model, sizeof(model)) != 0;
			}
		}
	}
	return wrong;
}

int main(void)
{
	char text[] = "alpha, beta;gamma ,,delta";
	char *rest = text, *word;
	const char *end;
	int wrong = moves();

	while ((word = next_token(&rest, " ,;"))) {
		put(word);
		put("|");
	}
	put("\n");
	dec(find("hello", 'l') - "hello" == 2 || find_last("hello", 'z') == NULL);
	put("\n");
	dec(no_case("FastPath", "fastpath"));
	dec(no_case("a", "B") < 0);
	put("\n");
	line("hex", (u64)number("0xdeadBEEFg", &end, 0));
	put(end);
	line(" octal", (u64)number("-0777", &end, 0));
	line("thirty-six", (u64)number("zz", &end, 36));
	return wrong;
}
