typedef unsigned long u64; typedef unsigned char u8;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static char one[400], two[400], text[64];
static void copy(void *d, const void *s, u64 n) { asm volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory"); }
static void copy8(void *d, const void *s, u64 n) { asm volatile("rep movsq" : "+D"(d), "+S"(s), "+c"(n) : : "memory"); }
static void fill(void *d, u64 x, u64 n) { asm volatile("rep stosq" : "+D"(d), "+c"(n) : "a"(x) : "memory"); }
static u64 length(const char *s) { u64 n = -1; asm volatile("repne scasb" : "+D"(s), "+c"(n) : "a"(0) : "memory", "cc"); return -n - 2; }
static long differ(const char *a, const char *b, u64 n) {
  u8 below, equal;
  asm volatile("cmp %%rax,%%rax; repe cmpsb; setb %3; sete %4" : "+S"(a), "+D"(b), "+c"(n), "=q"(below), "=q"(equal) : "a"(0L) : "memory", "cc");
  return n * 4 + below * 2 + equal;
}
static void backwards(char *d, const char *s, u64 n) {
  d += n - 1; s += n - 1;
  asm volatile("std; rep movsb; cld" : "+D"(d), "+S"(s), "+c"(n) : : "memory", "cc");
}
static int format(char *to, long x) {
  char tmp[24]; int n = 0, k = 0; u64 u = x < 0 ? -(u64)x : x;
  do tmp[n++] = "0123456789"[u % 10]; while (u /= 10);
  if (x < 0) to[k++] = '-';
  while (n) to[k++] = tmp[--n];
  to[k] = 0;
  return k;
}
u64 test(u64 seed) {
  u64 h = 0;
  for (int round = 0; round < 20; round++) {
    int n = 20 + next(&seed) % 300, at = next(&seed) % 40;
    for (int i = 0; i < n; i++) one[i] = 'a' + next(&seed) % 26;
    one[n] = 0;
    fill(two, next(&seed), 50);
    copy(two + at, one, n + 1);
    h = h * 31 + length(one) + length(two + at) * 3 + differ(one, two + at, n + 1);
    two[at + n / 2] ^= round & 1;
    h ^= differ(one, two + at, n + 1) << 8;
    copy8(one + 8, two, 20);
    backwards(one + 5, one, n - 10);
    for (int i = 0; i < 400; i++) h = h * 17 + (u8)one[i] + (u8)two[i] * 256;
    h += format(text, (long)next(&seed) >> (round * 3)) + length(text) * 5;
    for (char *p = text; *p; p++) h = h * 131 + *p;
    switch (h % 11) { case 0: h += 1; break; case 1: h ^= 2; break; case 2: h *= 3; break; case 3: h -= 9; case 4: h += 4; break;
      case 5: h = ~h; break; case 6: h = -h; break; case 7: h >>= 1; break; case 9: h <<= 1; break; default: h += 100; }
  }
  return h;
}
