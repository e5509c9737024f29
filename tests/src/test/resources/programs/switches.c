/* Switches: dense, sparse, with ranges, falling through, on chars and longs, within loops. */
static int dense(int x)
{
	switch (x) {
	case -1:
		return 99;
	case 0:
		return 7;
	case 1:
		x += 10;
	case 2:
		x *= 3;
		break;
	case 3:
	case 4:
	case 5:
		return x * x;
	case 6:
		return -1;
	case 7:
		x ^= 0x55;
		break;
	default:
		return 1000 + x;
	}
	return x;
}

static long sparse(long x)
{
	switch (x) {
	case -1000000000000:
		return 1;
	case -77:
		return 2;
	case 0:
		return 3;
	case 1000:
		return 4;
	case 0x7fffffffffffffff:
		return 5;
	case 0x100000000:
		return 6;
	}
	return x ^ 8;
}

static const char *kind(unsigned char c)
{
	switch (c) {
	case '0' ... '9':
		return "digit";
	case 'a' ... 'z':
	case 'A' ... 'Z':
	case '_':
		return "word";
	case ' ':
	case '\t':
	case '\n':
		return "space";
	case 200 ... 255:
		return "high";
	default:
		return "?";
	}
}

unsigned long switches(unsigned long n)
{
	static const long keys[] = { -1000000000000, -77, 0, 1000, 0x7fffffffffffffff, 0x100000000, 5 };
	unsigned long r = n;
	int state = (int)(n % 3);

	for (int i = -3; i < 12; i++)
		r = r * 31 + (unsigned)dense(i);
	for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
		r = r * 37 + (unsigned long)sparse(keys[i] + (long)(n == 2));
	for (int i = 0; i < 256; i++) {
		for (const char *s = kind((unsigned char)i); *s; s++)
			r = r * 41 + (unsigned long)*s;
		switch (state) {
		case 0:
			if (i % 5 == 0)
				continue;
			state = 2;
			break;
		case 1:
			state = i & 1 ? 0 : 2;
			goto again;
		case 2:
			state = 1;
		}
		r += 3;
again:
		r ^= (unsigned long)state << 9;
	}
	return r;
}
