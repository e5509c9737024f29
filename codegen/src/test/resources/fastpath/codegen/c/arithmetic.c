/* Conversions, promotions and operators. Every test_ function returns a number that gcc agrees on. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef signed char s8;

static volatile long source[] = { 0, 1, -1, 2, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535,
	65536, 2147483647, 2147483648, 4294967295, 4294967296, -2147483648, 0x7fffffffffffffff,
	(long)0x8000000000000000, 0x123456789abcdef0 };
#define N (sizeof(source) / sizeof(source[0]))
#define MIX(h, v) ((h) = ((h) ^ (u64)(v)) * 0x100000001b3ul, (h) ^= (h) >> 29)

#define BINARY(name, type) \
u64 test_##name(void) \
{ \
	u64 h = 14695981039346656037ul; \
	for (unsigned i = 0; i < N; i++) \
		for (unsigned j = 0; j < N; j++) { \
			type a = source[i], b = source[j]; \
			MIX(h, a + b); MIX(h, a - b); MIX(h, a * b); \
			MIX(h, a & b); MIX(h, a | b); MIX(h, a ^ b); \
			MIX(h, a < b); MIX(h, a <= b); MIX(h, a == b); MIX(h, a != b); MIX(h, a > b); \
			MIX(h, a >> (b & 7)); MIX(h, (type)(a << (b & 7))); \
			if (b != 0 && !(b == (type)-1)) { MIX(h, a / b); MIX(h, a % b); } \
			MIX(h, -a); MIX(h, ~a); MIX(h, !a); MIX(h, a && b); MIX(h, a || b); \
			type c = a; c += b; MIX(h, c); c -= 3; MIX(h, c); c *= b; MIX(h, c); c ^= a; MIX(h, c); \
			c <<= 2; MIX(h, c); c >>= 1; MIX(h, c); MIX(h, c++); MIX(h, ++c); MIX(h, c--); MIX(h, --c); \
		} \
	return h; \
}
BINARY(s8, s8)
BINARY(u8, u8)
BINARY(short, short)
BINARY(u16, u16)
BINARY(u32, u32)
BINARY(u64, u64)

/* Signed overflow is undefined: smaller values. */
u64 test_int(void)
{
	u64 h = 1;
	for (unsigned i = 0; i < N; i++)
		for (unsigned j = 0; j < N; j++) {
			int a = (short)source[i], b = (short)source[j];
			MIX(h, a + b); MIX(h, a - b); MIX(h, a * b); MIX(h, a < b); MIX(h, a >> (b & 31));
			if (b) { MIX(h, a / b); MIX(h, a % b); }
			MIX(h, a ? b : -a); MIX(h, (a > 0) - (b < 0));
			long l = a; MIX(h, l * b + 7); MIX(h, l / 3); MIX(h, l % 10); MIX(h, l / -8); MIX(h, a / 16);
			MIX(h, (unsigned)a / 10); MIX(h, (u64)b % 1000); MIX(h, a % 8);
		}
	return h;
}

u64 test_mixed(void)
{
	u64 h = 1;
	for (unsigned i = 0; i < N; i++)
		for (unsigned j = 0; j < N; j++) {
			s8 c = source[i]; u8 uc = source[j]; short s = source[i]; u16 us = source[j];
			int n = source[i]; u32 un = source[j]; long l = source[i]; u64 ul = source[j];
			MIX(h, c < uc); MIX(h, s < us); MIX(h, n < un); MIX(h, l < un); MIX(h, n < (long)un);
			MIX(h, c < un); MIX(h, l < ul); MIX(h, s + ul); MIX(h, c * us); MIX(h, un + c);
			MIX(h, (s8)un); MIX(h, (u8)n); MIX(h, (short)l); MIX(h, (u16)ul); MIX(h, (int)ul);
			MIX(h, (u64)n); MIX(h, (u64)un); MIX(h, (long)uc); MIX(h, (_Bool)ul); MIX(h, (_Bool)c);
			MIX(h, sizeof(c + uc)); MIX(h, sizeof(n + ul)); MIX(h, sizeof('a'));
			_Bool b = l; MIX(h, b); b = b && n; MIX(h, b); b |= 4; MIX(h, b); MIX(h, !b);
			MIX(h, n ?: 5); MIX(h, ul ?: n);
			MIX(h, i ? n : ul); MIX(h, i ? c : uc);
		}
	return h;
}

u64 test_literals(void)
{
	u64 h = 1;
	MIX(h, 0xffffffff); MIX(h, 4294967295); MIX(h, 0x7fffffff + 0u); MIX(h, 0777); MIX(h, 0b101);
	MIX(h, 'a'); MIX(h, '\377'); MIX(h, '\x7f'); MIX(h, '\n'); MIX(h, 'ab');
	MIX(h, sizeof(0x80000000)); MIX(h, sizeof(2147483648)); MIX(h, sizeof(1u)); MIX(h, sizeof(1ull));
	MIX(h, -1 < 0u); MIX(h, -1 < 0ul); MIX(h, -1l < 0u); MIX(h, 1 ? -1 : 0u);
	MIX(h, 5 / -2); MIX(h, 5 % -2); MIX(h, -5 / 2); MIX(h, -5 >> 1); MIX(h, -5u >> 1);
	MIX(h, (u8)300); MIX(h, (s8)200); MIX(h, ~0u); MIX(h, ~0ul >> 60); MIX(h, 1ul << 63);
	return h;
}

u64 test_bits(void)
{
	u64 h = 1;
	for (unsigned i = 1; i < N; i++) {
		u64 v = source[i]; u32 w = source[i];
		MIX(h, __builtin_popcountl(v)); MIX(h, __builtin_popcount(w)); MIX(h, __builtin_ffsl(v));
		MIX(h, __builtin_ffs(w)); MIX(h, __builtin_bswap64(v)); MIX(h, __builtin_bswap32(w));
		MIX(h, __builtin_bswap16(w)); MIX(h, __builtin_parityl(v));
		if (w) { MIX(h, __builtin_ctz(w)); MIX(h, __builtin_clz(w)); }
		MIX(h, __builtin_ctzl(v)); MIX(h, __builtin_clzl(v)); MIX(h, __builtin_clzll(v));
		MIX(h, (v << 13) | (v >> 51)); MIX(h, (w << 7) | (w >> 25));
	}
	return h;
}

u64 test_overflow(void)
{
	u64 h = 1;
	for (unsigned i = 0; i < N; i++)
		for (unsigned j = 0; j < N; j++) {
			int a = source[i], b = source[j], r; u32 ua = a, ub = b, ur; long la = source[i], lb = source[j], lr;
			u64 va = la, vb = lb, vr; u8 c;
			MIX(h, __builtin_add_overflow(a, b, &r)); MIX(h, r); MIX(h, __builtin_sub_overflow(a, b, &r)); MIX(h, r);
			MIX(h, __builtin_mul_overflow(a, b, &r)); MIX(h, r);
			MIX(h, __builtin_add_overflow(ua, ub, &ur)); MIX(h, ur); MIX(h, __builtin_sub_overflow(ua, ub, &ur)); MIX(h, ur);
			MIX(h, __builtin_mul_overflow(ua, ub, &ur)); MIX(h, ur);
			MIX(h, __builtin_add_overflow(la, lb, &lr)); MIX(h, lr); MIX(h, __builtin_sub_overflow(la, lb, &lr)); MIX(h, lr);
			MIX(h, __builtin_mul_overflow(la, lb, &lr)); MIX(h, lr);
			MIX(h, __builtin_add_overflow(va, vb, &vr)); MIX(h, vr); MIX(h, __builtin_sub_overflow(va, vb, &vr)); MIX(h, vr);
			MIX(h, __builtin_mul_overflow(va, vb, &vr)); MIX(h, vr);
			MIX(h, __builtin_add_overflow(a, b, &c)); MIX(h, c); MIX(h, __builtin_add_overflow(a, b, &vr)); MIX(h, vr);
		}
	return h;
}
