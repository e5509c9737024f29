typedef unsigned long u64; typedef unsigned u32; typedef unsigned short u16; typedef unsigned char u8;
static u8 data[512];
static u64 next(u64 *s) { *s = *s * 6364136223846793005ul + 1442695040888963407ul; return *s >> 11; }
static u32 rotl(u32 x, int n) { return x << n | x >> (32 - n); }
static u64 rotr64(u64 x, int n) { n &= 63; return n ? x >> n | x << (64 - n) : x; }
static u32 murmur(const u8 *p, int n, u32 h) {
  for (; n >= 4; n -= 4, p += 4) {
    u32 k = p[0] | p[1] << 8 | p[2] << 16 | (u32)p[3] << 24;
    k *= 0xcc9e2d51; k = rotl(k, 15); k *= 0x1b873593;
    h ^= k; h = rotl(h, 13); h = h * 5 + 0xe6546b64;
  }
  h ^= h >> 16; h *= 0x85ebca6b; h ^= h >> 13; return h;
}
static u64 fnv(const u8 *p, int n) { u64 h = 14695981039346656037ul; while (n--) h = (h ^ *p++) * 1099511628211ul; return h; }
static u16 fletcher(const u8 *p, int n) { u16 a = 0, b = 0; while (n--) { a = (a + *p++) % 255; b = (b + a) % 255; } return b << 8 | a; }
static u64 wide(u64 a, u64 b) { unsigned __int128 p = (unsigned __int128)a * b; return (u64)p ^ (u64)(p >> 64); }
static u64 swide(long a, long b) { __int128 p = (__int128)a * b; return (u64)p + (u64)(p >> 64) * 3; }
static struct entry { u64 key; u32 value; struct entry *next; } pool[128], *table[16];
u64 test(u64 seed) {
  for (int i = 0; i < 512; i++) data[i] = next(&seed);
  u64 h = 0;
  for (int i = 0; i < 16; i++) table[i] = 0;
  for (int i = 0; i < 128; i++) {
    u64 k = next(&seed);
    struct entry *e = &pool[i];
    e->key = k; e->value = i;
    struct entry **b = &table[wide(k, 0x9e3779b97f4a7c15ul) >> 60];
    e->next = *b; *b = e;
    h += rotr64(k, i) ^ swide(k, ~k * 5);
  }
  for (int i = 0; i < 16; i++) for (struct entry *e = table[i]; e; e = e->next) h = h * 7 + e->value;
  return h ^ murmur(data, 512, seed) ^ fnv(data, 511) * 3 + fletcher(data, 500);
}
