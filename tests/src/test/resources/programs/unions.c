/* Unions and representation: bytes of words, sign and zero extension, a tagged value. */
union word {
	unsigned long l;
	unsigned i[2];
	unsigned short s[4];
	unsigned char c[8];
	struct {
		signed char first;
		short second;
		int third;
	} parts;
};

struct value {
	enum { NUMBER, TEXT, PAIR } kind;
	union {
		long number;
		const char *text;
		struct {
			short left, right;
		};
	};
};

static long weigh(struct value v)
{
	switch (v.kind) {
	case NUMBER:
		return v.number;
	case TEXT:
		return v.text[0] + v.text[1] * 256;
	case PAIR:
		return v.left * v.right;
	}
	return -1;
}

unsigned long unions(unsigned long n)
{
	union word w = { n * 0x0123456789abcdef + 0xfedcba98 }, u;
	struct value all[] = {
		{ NUMBER, { .number = -5 } }, { TEXT, { .text = "zq" } }, { .kind = PAIR, .left = -300, .right = 7 },
	};
	unsigned long r = 0;

	for (int i = 0; i < 8; i++)
		u.c[7 - i] = w.c[i];
	r = u.l ^ w.i[1] ^ (unsigned long)w.s[2] << 20;
	w.s[1] += w.s[3];
	w.c[5] = (unsigned char)~w.c[5];
	w.i[0] -= w.c[7];
	r = r * 31 + w.l;
	r += (unsigned long)w.parts.first + (unsigned long)w.parts.second * 3 + (unsigned long)w.parts.third * 5;
	for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++)
		r = r * 37 + (unsigned long)weigh(all[(i + n) % 3]);
	return r + sizeof(union word) + sizeof(struct value);
}
