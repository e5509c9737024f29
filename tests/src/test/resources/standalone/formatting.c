/* Variadic functions: a printf with flags, widths, precisions and lengths; va_copy; more arguments than registers. */
#include "runtime.h"

typedef __builtin_va_list va_list;
#define va_start(list, last) __builtin_va_start(list, last)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_end(list) __builtin_va_end(list)
#define va_copy(to, from) __builtin_va_copy(to, from)

static char out[400];

struct sink {
	char *at, *end;
};

static void emit(struct sink *s, char c)
{
	if (s->at < s->end)
		*s->at = c;
	s->at++;
}

static void padded(struct sink *s, const char *text, int n, int width, int left, char fill)
{
	for (int i = n; !left && i < width; i++)
		emit(s, fill);
	for (int i = 0; i < n; i++)
		emit(s, text[i]);
	for (int i = n; left && i < width; i++)
		emit(s, ' ');
}

static int number(char *to, u64 v, u32 base, int minimum)
{
	char text[64];
	int n = 0;

	for (; v || n < minimum; v /= base)
		text[n++] = "0123456789abcdef"[v % base];
	for (int i = 0; i < n; i++)
		to[i] = text[n - 1 - i];
	return n;
}

static int vformat(char *to, size_t size, const char *f, va_list list)
{
	struct sink s = { to, to + size - 1 };

	for (; *f; f++) {
		char text[80];
		int left = 0, zero = 0, width = 0, precision = -1, longs = 0, n = 0;
		i64 v;

		if (*f != '%') {
			emit(&s, *f);
			continue;
		}
		for (f++; *f == '-' || *f == '0'; f++)
			*f == '-' ? (left = 1) : (zero = 1);
		if (*f == '*') {
			width = va_arg(list, int);
			f++;
		}
		while (*f >= '0' && *f <= '9')
			width = width * 10 + *f++ - '0';
		if (*f == '.')
			for (precision = 0, f++; *f >= '0' && *f <= '9'; f++)
				precision = precision * 10 + *f - '0';
		for (; *f == 'l'; f++)
			longs++;
		switch (*f) {
		case 'd':
			v = longs ? va_arg(list, long) : va_arg(list, int);
			if (v < 0)
				text[n++] = '-';
			n += number(text + n, v < 0 ? -(u64)v : (u64)v, 10, precision < 0 ? 1 : precision);
			break;
		case 'u':
		case 'x':
		case 'o':
			n = number(text, longs ? va_arg(list, u64) : va_arg(list, u32), *f == 'u' ? 10 : *f == 'x' ? 16 : 8,
				   precision < 0 ? 1 : precision);
			break;
		case 'c':
			text[n++] = (char)va_arg(list, int);
			break;
		case 's': {
			const char *string = va_arg(list, const char *);

			for (; string[n] && (precision < 0 || n < precision);)
				n++;
			padded(&s, string, n, width, left, ' ');
			continue;
		}
		default:
			text[n++] = *f;
		}
		padded(&s, text, n, width, left, zero && !left ? '0' : ' ');
	}
	*(s.at < s.end ? s.at : s.end) = 0;
	return (int)(s.at - to);
}

static int format(const char *f, ...)
{
	va_list list, again;
	int n, measured;
	char one[1];

	va_start(list, f);
	va_copy(again, list);
	measured = vformat(one, 1, f, again);
	n = vformat(out, sizeof(out), f, list);
	va_end(again);
	va_end(list);
	put(out);
	return n - measured;
}

static i64 sum(int n, ...)
{
	va_list list;
	i64 total = 0;

	va_start(list, n);
	while (n--)
		total += va_arg(list, i64);
	va_end(list);
	return total;
}

int main(void)
{
	int wrong = 0;

	wrong += format("%d|%5d|%-5d|%05d|%.3d\n", 42, -42, 42, 42, 7);
	wrong += format("%x %lx %o %u %ld %lu\n", 0xbeef, 0xdeadbeefcafe, 8, ~0u, -9000000000000000000, ~0UL);
	wrong += format("[%s][%8s][%-8s][%.2s][%*d][%c%%]\n", "leaf", "leaf", "leaf", "leaf", 6, 1, 'x');
	wrong += format("%d %d %d %d %d %d %d %d %d %s\n", 1, 2, 3, 4, 5, 6, 7, 8, 9, "ten");
	dec(sum(9, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 1L << 40));
	put("\n");
	return wrong;
}
