/* Bit-fields: signed and unsigned, across bytes, of every size, in packed structs and unions. */
struct flags {
	unsigned a : 1;
	int b : 3;
	unsigned c : 12;
	int d : 16;
	unsigned char e : 5;
	_Bool f : 1;
	unsigned long g : 37;
	long h : 27;
	int : 0;
	unsigned short i : 9;
};

struct __attribute__((packed)) header {
	unsigned char version : 4, length : 4;
	unsigned short total;
	unsigned offset : 13, more : 1, rest : 2;
	unsigned source;
};

union view {
	struct {
		unsigned low : 10;
		unsigned middle : 12;
		unsigned high : 10;
	} parts;
	unsigned whole;
};

static unsigned long digest(const struct flags *x)
{
	return x->a + (unsigned long)x->b * 3 + x->c * 5 + (unsigned long)x->d * 7 + x->e * 11 + x->f * 13
		+ (unsigned long)x->g * 17 + (unsigned long)x->h * 19 + x->i * 23;
}

unsigned long bitfields(unsigned long n)
{
	static struct flags shared = { 1, -2, 3, -4, 5, 1, 7, -8, 9 };
	struct flags x = shared;
	struct header h = { .version = 4, .length = 5, .total = 1500, .offset = 77, .more = 1 };
	union view v = { .whole = (unsigned)n * 0x9e3779b1u };
	unsigned long r = digest(&x);

	for (int i = 0; i < 20; i++) {
		x.a ^= 1;
		x.b += i;
		x.c = (unsigned)(x.c * 3 + n);
		x.d -= x.c;
		x.e <<= 1;
		x.f = x.d;
		x.g = (unsigned long)x.g << 5 | x.e;
		x.h--;
		x.i += x.b;
		r = r * 31 + digest(&x);
		h.offset += 1000;
		h.more = h.offset > 4000;
		h.total = (unsigned short)(h.total - h.length);
		h.source = h.source * 5 + h.rest;
		h.rest++;
		r += h.offset + h.more * 2u + h.total * 3u + h.source;
		v.parts.middle += v.parts.low;
		v.parts.high--;
		r ^= v.whole;
	}
	shared.b = (int)n;
	return r + sizeof(struct flags) + sizeof(struct header) * 100;
}
