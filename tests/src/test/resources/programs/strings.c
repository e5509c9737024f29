/* String functions as the library has them, and numbers to text and back. */
static unsigned long length(const char *s)
{
	const char *p = s;

	while (*p)
		p++;
	return (unsigned long)(p - s);
}

static int compare(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (unsigned char)*a - (unsigned char)*b;
}

static char *append(char *to, const char *from)
{
	char *start = to;

	to += length(to);
	while ((*to++ = *from++))
		;
	return start;
}

static const char *find(const char *in, const char *what)
{
	for (; *in; in++) {
		const char *a = in, *b = what;

		while (*b && *a == *b)
			a++, b++;
		if (!*b)
			return in;
	}
	return 0;
}

static void backwards(char *s)
{
	for (char *e = s + length(s); s < --e; s++) {
		char c = *s;

		*s = *e;
		*e = c;
	}
}

static char *text(long value, int base, char *to)
{
	unsigned long rest = value < 0 ? -(unsigned long)value : (unsigned long)value;
	char *p = to;

	do {
		*p++ = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % (unsigned)base];
		rest /= (unsigned)base;
	} while (rest);
	if (value < 0)
		*p++ = '-';
	*p = '\0';
	backwards(to);
	return to;
}

static long number(const char *s, int base)
{
	long value = 0;
	int negative = *s == '-';

	for (s += negative; *s; s++)
		value = value * base + (*s <= '9' ? *s - '0' : *s - 'a' + 10);
	return negative ? -value : value;
}

unsigned long strings(unsigned long n)
{
	char a[200] = "fast", b[70];
	unsigned long r = 0;

	append(append(a, "path "), "lab, \"preempt\"\t\x41\101\n");
	for (int base = 2; base <= 36; base += 17) {
		long value = (long)(n * 123456789) - 99999;

		append(a, text(value, base, b));
		r = r * 3 + (number(b, base) == value);
	}
	for (const char *p = a; *p; p++)
		r = r * 31 + (unsigned char)*p;
	r += length(a) * 1000 + (unsigned)compare(a, "fastpath") + (unsigned)compare("abc", "abd");
	r += (unsigned long)(find(a, "lab") - a) + (find(a, "nowhere") == 0);
	return r;
}
