typedef unsigned long u64; typedef unsigned u32; typedef unsigned short u16; typedef unsigned char u8;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static volatile u64 v64; static volatile long s64; static volatile u32 v32; static volatile int s32;
static volatile short s16; static volatile u8 v8; static volatile signed char s8;
static u64 gcd(u64 a, u64 b) { while (b) { u64 t = a % b; a = b; b = t; } return a; }
static u64 power(u64 b, u64 e, u64 m) {
  u64 r = 1;
  for (b %= m; e; e >>= 1) { if (e & 1) r = r * b % m; b = b * b % m; }
  return r;
}
u64 test(u64 seed) {
  u64 h = 0;
  for (int i = 0; i < 200; i++) {
    u64 a = next(&seed) >> (i & 63), b = next(&seed) >> (i * 7 & 63) | 1;
    v64 = b; s64 = b; v32 = b | 1; s32 = b | 1; s16 = b | 1; v8 = b | 1; s8 = b | 1;
    h = h * 5 + a / v64 + a % v64;
    if (!((long)a == (long)(1ul << 63) && s64 == -1)) h ^= (long)a / s64 + (long)a % s64 * 3;
    h += (u32)a / v32 ^ (u32)a % v32;
    if (!((int)a == (int)0x80000000 && s32 == -1)) h -= (int)a / s32 * 7 + (int)a % s32;
    h += (short)a / s16 + (short)a % s16 + (u8)a / v8 + (u8)a % v8 + (signed char)a / s8;
    h ^= a / 10 + a % 10 * 2 + (long)a / 7 + (long)a % 7 + (int)a / 1000 + (u32)a % 17 + (long)a / 8;
    h += gcd(a & 0xffff, b & 0xffffff) + power(a, b & 0xfff, 1000003);
  }
  return h;
}
