/* CRC-32, CRC-32C and CRC-64 bit by bit and by table; Adler-32 and Fletcher-16. */
#include "runtime.h"

static u32 table32[256];
static u64 table64[256];
static u8 data[333];

static u32 crc32_bits(u32 poly, const u8 *p, size_t n)
{
	u32 crc = ~0u;

	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (poly & -(crc & 1));
	}
	return ~crc;
}

static u32 crc32_table(const u8 *p, size_t n)
{
	u32 crc = ~0u;

	while (n--)
		crc = crc >> 8 ^ table32[(crc ^ *p++) & 255];
	return ~crc;
}

static u64 crc64(const u8 *p, size_t n)
{
	u64 crc = 0;

	while (n--)
		crc = crc << 8 ^ table64[(crc >> 56 ^ *p++) & 255];
	return crc;
}

static void make_tables(void)
{
	for (u32 i = 0; i < 256; i++) {
		u32 c = i;
		u64 d = (u64)i << 56;

		for (int k = 0; k < 8; k++) {
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
			d = d >> 63 ? d << 1 ^ 0x42f0e1eba9ea3693 : d << 1;
		}
		table32[i] = c;
		table64[i] = d;
	}
}

static u32 adler(const u8 *p, size_t n)
{
	u32 a = 1, b = 0;

	while (n--) {
		a = (a + *p++) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

static u16 fletcher(const u8 *p, size_t n)
{
	u16 a = 0, b = 0;

	while (n--) {
		a = (u16)((a + *p++) % 255);
		b = (u16)((a + b) % 255);
	}
	return (u16)(b << 8 | a);
}

int main(void)
{
	u64 seed = 77;
	u32 bits;

	make_tables();
	for (u32 i = 0; i < COUNT(data); i++)
		data[i] = (u8)(next_random(&seed) >> 7);
	bits = crc32_bits(0xedb88320, data, sizeof(data));
	line("crc32", bits);
	line("check", crc32_table((const u8 *)"123456789", 9));
	line("crc32c", crc32_bits(0x82f63b78, data, sizeof(data)));
	line("crc64", crc64(data, sizeof(data)));
	line("adler", adler(data, sizeof(data)));
	line("fletcher", fletcher(data, sizeof(data)));
	return bits != crc32_table(data, sizeof(data)) || crc32_table((const u8 *)"123456789", 9) != 0xcbf43926;
}
