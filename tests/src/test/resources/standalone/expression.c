/* A recursive-descent parser and evaluator of integer expressions, with errors. */
#include "runtime.h"

static const char *at;
static const char *error;
static i64 variables[26];

static i64 assignment(void);

static void blanks(void)
{
	while (*at == ' ')
		at++;
}

static int accept(const char *token)
{
	size_t n = strlen(token);

	blanks();
	for (size_t i = 0; i < n; i++)
		if (at[i] != token[i])
			return 0;
	at += n;
	return 1;
}

static i64 primary(void)
{
	i64 v = 0;

	blanks();
	if (accept("(")) {
		v = assignment();
		if (!accept(")"))
			error = "missing )";
		return v;
	}
	if (accept("-"))
		return -primary();
	if (accept("~"))
		return ~primary();
	if (accept("!"))
		return !primary();
	if (*at >= 'a' && *at <= 'z')
		return variables[*at++ - 'a'];
	if (*at < '0' || *at > '9') {
		error = "operand expected";
		return 0;
	}
	while (*at >= '0' && *at <= '9')
		v = v * 10 + (*at++ - '0');
	return v;
}

static i64 product(void)
{
	i64 v = primary();

	for (;;) {
		if (accept("*")) {
			v *= primary();
		} else if (accept("/") || accept("%")) {
			char op = at[-1];
			i64 d = primary();

			if (!d) {
				error = "division by zero";
				return 0;
			}
			v = op == '/' ? v / d : v % d;
		} else {
			return v;
		}
	}
}

static i64 sum(void)
{
	i64 v = product();

	for (;;) {
		if (accept("+"))
			v += product();
		else if (accept("-"))
			v -= product();
		else
			return v;
	}
}

static i64 shift(void)
{
	i64 v = sum();

	for (;;) {
		if (accept("<<"))
			v = (i64)((u64)v << (sum() & 63));
		else if (accept(">>"))
			v >>= sum() & 63;
		else
			return v;
	}
}

static i64 comparison(void)
{
	i64 v = shift();

	if (accept("<="))
		return v <= shift();
	if (accept("<"))
		return v < shift();
	if (accept("=="))
		return v == shift();
	return v;
}

static i64 conditional(void)
{
	i64 v = comparison();

	if (accept("?")) {
		i64 yes = assignment(), no;

		if (!accept(":"))
			error = "missing :";
		no = conditional();
		return v ? yes : no;
	}
	return v;
}

static i64 assignment(void)
{
	blanks();
	if (*at >= 'a' && *at <= 'z' && at[1] == '=' && at[2] != '=') {
		int name = *at - 'a';

		at += 2;
		return variables[name] = assignment();
	}
	return conditional();
}

int main(void)
{
	static const char *const lines[] = {
		"1 + 2 * 3", "(1 + 2) * 3", "a=b=7", "a * b - -a", "100 / 7 % 5", "1 << 40 >> 3", "~0 + !0", "x=(3<4)?10:20",
		"x <= 10 == 1", "1 / (a - 7)", "(2", "5 +", "0-9223372036854775807 - 1", "-17 / 5", "-17 % 5",
	};
	int errors = 0;

	for (u32 i = 0; i < COUNT(lines); i++) {
		i64 v;

		at = lines[i];
		error = NULL;
		v = assignment();
		blanks();
		if (*at && !error)
			error = "left over";
		put(lines[i]);
		put(" -> ");
		if (error) {
			put(error);
			errors++;
		} else {
			dec(v);
		}
		put("\n");
	}
	at = error = NULL;
	return errors;
}
