/* Promotions and conversions: what C makes of mixed widths and signs, in arithmetic and compares. */
static signed char sc;
static unsigned char uc;
static short ss;
static unsigned short us;
static int si;
static unsigned ui;
static long sl;
static unsigned long ul;

static unsigned compares(void)
{
	return (unsigned)(sc < uc) | (unsigned)(ss < us) << 1 | (unsigned)((unsigned)si < ui) << 2
		| (unsigned)(sl < (long)ui) << 3 | (unsigned)((unsigned long)sl < ul) << 4 | (unsigned)(sc == (signed char)uc) << 5
		| (unsigned)(si > sc) << 6 | (unsigned)(ui > uc) << 7 | (unsigned)(ss != us) << 8
		| (unsigned)(-1 < (int)uc) << 9 | (unsigned)(~uc < 0) << 10 | (unsigned)((us << 16) < 0) << 11
		| (unsigned)(sl >= si) << 12 | (unsigned)(uc - us > -5) << 13 | (unsigned)!sc << 14 | (unsigned)!!ul << 15;
}

static unsigned long arithmetic(void)
{
	unsigned long r = 0;

	r += (unsigned long)(sc * uc) + (unsigned long)(ss - us) * 3 + (unsigned long)(long)(si ^ (int)ui) * 5;
	r += (unsigned long)(uc << 23) * 7 + (unsigned long)(sc >> 3) * 11 + (ui >> 5) * 13 + (unsigned long)(sl >> 9) * 17;
	r += (unsigned char)(uc + 200) * 19ul + (unsigned long)(signed char)us * 23 + (unsigned short)sl * 29ul;
	r += (unsigned long)(short)ui * 31 + (unsigned)sl * 37ul + (unsigned long)(int)ul * 41 + (unsigned long)-uc * 43;
	r += (unsigned long)~us * 47 + (_Bool)ss * 53ul + (_Bool)(ul & 0xff00000000) * 59ul + (unsigned long)(char)us * 61;
	r += (ul ? sc : ui) * 67 + (unsigned long)(si, sc) * 71 + sizeof(sc + uc) + sizeof(sl + ui) + (sl < 0 ? -1ul : 1u);
	return r;
}

unsigned long conversions(unsigned long n)
{
	unsigned long r = 0, x = n * 0xbf58476d1ce4e5b9 + 0x94d049bb133111eb;

	for (int i = 0; i < 40; i++) {
		sc = (signed char)x;
		uc = (unsigned char)(x >> 3);
		ss = (short)(x >> 9);
		us = (unsigned short)(x >> 17);
		si = (int)(x >> 22);
		ui = (unsigned)(x >> 31);
		sl = (long)(x * 3);
		ul = x ^ x >> 5;
		r = r * 31 + compares() + arithmetic();
		uc += (unsigned char)(ss *= 3);
		sc--;
		us++;
		si <<= 0;
		ui -= us;
		r ^= (unsigned long)uc << 40 ^ (unsigned long)sc ^ us ^ ui;
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	return r;
}
