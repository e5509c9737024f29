/* Loops of every form: nested, with breaks, downwards, over chars that wrap, with labels. */
unsigned long loops(unsigned long n)
{
	unsigned long r = n, a = n | 1, b = 252;
	unsigned char wrap = 250;
	signed char s = 120;
	int life[2][16] = { { 0 } }, now = 0;

	while (b) {
		unsigned long t = a % b;

		a = b;
		b = t;
	}
	do
		r = r * 7 + wrap;
	while (++wrap);
	for (int i = 0; i < 10; i++)
		s = (signed char)(s + 1), r = r * 3 + (unsigned long)s;
	for (unsigned i = 10; i-- > 0;)
		r ^= (unsigned long)i << i;
	for (int i = 0; i < 20; i++) {
		for (int j = 0;; j++) {
			if (j == i)
				goto next;
			if ((i * j) % 7 == 6)
				break;
			if (j & 1)
				continue;
			r += (unsigned)(i ^ j);
		}
		r = r * 5 + 1;
next:;
	}
	life[0][8] = 1;
	for (unsigned long g = 0; g < 12 + n; g++, now = !now)
		for (int i = 0; i < 16; i++) {
			int around = life[now][(i + 15) & 15] * 4 + life[now][i] * 2 + life[now][(i + 1) & 15];

			life[!now][i] = 110 >> around & 1;
		}
	for (int i = 0; i < 16; i++)
		r = r * 2 + (unsigned)life[now][i];
	return r + a;
}
