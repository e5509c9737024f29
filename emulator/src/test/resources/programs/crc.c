typedef unsigned long u64; typedef unsigned u32; typedef unsigned char u8;
static u32 table[256]; static u8 data[1000];
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static void make(void) { for (u32 i = 0; i < 256; i++) { u32 c = i; for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1; table[i] = c; } }
static u32 crc(const u8 *p, int n) { u32 c = ~0u; while (n--) c = table[(c ^ *p++) & 255] ^ c >> 8; return ~c; }
static u32 slow(const u8 *p, int n) { u32 c = ~0u; while (n--) { c ^= *p++; for (int k = 0; k < 8; k++) c = c >> 1 ^ (-(c & 1) & 0xedb88320); } return ~c; }
static u32 adler(const u8 *p, int n) { u32 a = 1, b = 0; while (n--) { a += *p++; if (a >= 65521) a -= 65521; b = (b + a) % 65521; } return b << 16 | a; }
u64 test(u64 seed) {
  make();
  int n = 500 + seed % 499;
  for (int i = 0; i < n; i++) data[i] = next(&seed) >> 3;
  u64 h = crc(data, n);
  h = h << 32 | slow(data + 1, n - 1);
  return h * 3 + adler(data, n) + (crc(data + 1, n - 1) == slow(data + 1, n - 1));
}
