typedef unsigned long u64; typedef unsigned u32; typedef signed char s8; typedef short s16;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static u64 map[8];
struct packed { u64 a : 3, b : 17, c : 1; long d : 11, e : 32; } bits;
static int naive(u64 x) { int n = 0; while (x) { x &= x - 1; n++; } return n; }
static u64 reverse(u64 x) { u64 r = 0; for (int i = 0; i < 64; i++) r = r << 1 | (x >> i & 1); return r; }
static unsigned __int128 shift(unsigned __int128 x, int n) { return x << (n & 127) | x >> ((128 - n) & 127); }
u64 test(u64 seed) {
  u64 h = 0;
  for (int i = 0; i < 100; i++) {
    u64 x = next(&seed) >> (i & 31);
    h = h * 33 + __builtin_popcountl(x) + naive(x);
    h ^= __builtin_clzl(x | 1) << 3 ^ __builtin_ctzl(x | 1ul << 63) ^ __builtin_ffs((int)x) << 9;
    h += __builtin_bswap64(x) ^ __builtin_bswap32(x) ^ __builtin_bswap16(x);
    h -= (s8)x * (s16)(x >> 8) + ((int)x >> (i & 15)) + ((long)x >> 3);
    int bit = x & 511;
    if (map[bit >> 6] >> (bit & 63) & 1) map[bit >> 6] &= ~(1ul << (bit & 63)); else map[bit >> 6] ^= 1ul << (bit & 63);
    bits.a += x; bits.b ^= x >> 9; bits.c = !bits.c; bits.d -= x; bits.e = (int)(x >> 7);
    h ^= bits.a + bits.b * 5 + bits.c + bits.d + bits.e;
    int sum; h += __builtin_add_overflow((int)x, (int)(x >> 13), &sum) * 5 + sum;
    long product; h += __builtin_mul_overflow((long)x, (long)i, &product) + product;
    u64 borrow; h += __builtin_sub_overflow(h, x, &borrow) ^ borrow;
    unsigned __int128 w = shift((unsigned __int128)x << 64 | h, i);
    h += (u64)w ^ (u64)(w >> 64);
    h += x > h ? 3 : (long)x < (long)h ? 5 : 7;
    h ^= reverse(x);
  }
  for (int i = 0; i < 8; i++) h = (h << 7 | h >> 57) + map[i];
  return h;
}
