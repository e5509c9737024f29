/* CRC-32 by a table and bit by bit, CRC-16, Adler-32, FNV-1a. */
static unsigned table[256];

static unsigned crc32(const unsigned char *p, unsigned long n)
{
	unsigned c = ~0u;

	while (n--)
		c = table[(c ^ *p++) & 0xff] ^ (c >> 8);
	return ~c;
}

static unsigned slowly(const unsigned char *p, unsigned long n)
{
	unsigned c = 0xffffffff;

	for (; n; n--) {
		c ^= *p++;
		for (int k = 8; k--;)
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
	}
	return ~c;
}

static unsigned short crc16(const unsigned char *p, unsigned long n)
{
	unsigned short c = 0x1d0f;

	while (n--) {
		c ^= (unsigned short)(*p++ << 8);
		for (int k = 0; k < 8; k++)
			c = (unsigned short)(c & 0x8000 ? c << 1 ^ 0x1021 : c << 1);
	}
	return c;
}

unsigned long crc(unsigned long n)
{
	unsigned char data[300];
	unsigned a = 1, b = 0;
	unsigned long fnv = 0xcbf29ce484222325;

	for (unsigned i = 0; i < 256; i++) {
		unsigned c = i;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
		table[i] = c;
	}
	for (int i = 0; i < 300; i++)
		data[i] = (unsigned char)(i * i + n * 17);
	for (int i = 0; i < 300; i++) {
		a = (a + data[i]) % 65521;
		b = (b + a) % 65521;
		fnv = (fnv ^ data[i]) * 0x100000001b3;
	}
	unsigned fast = crc32(data, 100 + n), slow = slowly(data, 100 + n);
	return (fast == slow) + ((unsigned long)fast << 8) + (b << 16 | a) + fnv + crc16(data, n + 9);
}
