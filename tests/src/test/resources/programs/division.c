/* Division and remainder, signed and unsigned, by constants and by variables, of every width. */
#define CONSTANTS(T) \
	static unsigned long T##_constants(T x) \
	{ \
		return (unsigned long)(x / 2) + (unsigned long)(x % 2) * 3 + (unsigned long)(x / 3) * 5 \
			+ (unsigned long)(x % 3) * 7 + (unsigned long)(x / 7) * 11 + (unsigned long)(x % 7) * 13 \
			+ (unsigned long)(x / 10) * 17 + (unsigned long)(x % 10) * 19 + (unsigned long)(x / 16) * 23 \
			+ (unsigned long)(x % 16) * 29 + (unsigned long)(x / 100) * 31 + (unsigned long)(x % 60) * 37 \
			+ (unsigned long)(x / 127) * 41 + (unsigned long)(x % 125) * 43; \
	}

typedef signed char s8;
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned u32;
typedef long s64;
typedef unsigned long u64;

CONSTANTS(s8)
CONSTANTS(u8)
CONSTANTS(s16)
CONSTANTS(u16)
CONSTANTS(s32)
CONSTANTS(u32)
CONSTANTS(s64)
CONSTANTS(u64)

static u64 variables(u64 a, u64 b)
{
	u64 r = 0;

	r += (u64)((s32)a / ((s32)(b & 0xffff) + 1)) + (u64)((s32)a % ((s32)(b & 0xffff) + 1)) * 3;
	r += (u64)((s64)a / -((s64)(b & 0xffff) + 2)) * 5 + (u64)((s64)a % -((s64)(b & 0xffff) + 2)) * 7;
	r += ((u32)a / ((u32)b | 1)) * 11 + ((u32)a % ((u32)b | 1)) * 13;
	r += (a / (b | 1)) * 17 + (a % (b | 1)) * 19;
	r += (u64)((s8)a / (s8)((b & 63) + 1)) * 23 + (u64)((u16)a % (u16)((b & 1023) + 1)) * 29;
	r += (a / 1000000007) * 31 + (u64)((s64)a / -1000) * 37 + (u64)((s64)a % 3600) * 41;
	r += ((u32)a / 641) * 43 + ((u32)a % 0x80000001) * 47 + (u64)((s32)a / (-1 - 0x7fffffff)) * 53;
	return r;
}

unsigned long division(unsigned long n)
{
	u64 x = n ? n * 0xd1342543de82ef95 : 0, r = 0;

	for (int i = 0; i < 40; i++) {
		r = r * 3 + s8_constants((s8)x) + u8_constants((u8)x) * 2 + s16_constants((s16)x) * 3;
		r = r * 5 + u16_constants((u16)x) + s32_constants((s32)x) * 2 + u32_constants((u32)x) * 3;
		r = r * 7 + s64_constants((s64)x) + u64_constants(x) * 2 + variables(x, r >> 9);
		x = x * 2862933555777941757 + 3037000493;
	}
	return r;
}
