/* What the compiler may call. */
void *memcpy(void *to, const void *from, unsigned long n)
{
	char *t = to;
	const char *f = from;
	while (n--)
		*t++ = *f++;
	return to;
}

void *memmove(void *to, const void *from, unsigned long n)
{
	char *t = to;
	const char *f = from;
	if ((unsigned long)t < (unsigned long)f)
		return memcpy(to, from, n);
	while (n--)
		t[n] = f[n];
	return to;
}

void *memset(void *to, int c, unsigned long n)
{
	char *t = to;
	while (n--)
		*t++ = c;
	return to;
}
