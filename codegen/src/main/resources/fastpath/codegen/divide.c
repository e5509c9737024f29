/* Division of 128 by 128 bits, for units that divide integers of type __int128. */
typedef unsigned __int128 u128;
typedef __int128 s128;
typedef unsigned long u64;

static __attribute__((noinline)) u128 part(u128 n, u128 d, int remainder) asm("divide.wide");
static u128 part(u128 n, u128 d, int remainder)
{
	u64 nh = n >> 64, dh = d >> 64, low = d;
	u128 q = 0;
	if (!dh) {
		u64 high = nh / low, rest = nh % low, quotient;
		asm("divq %4" : "=a"(quotient), "=d"(rest) : "0"((u64)n), "1"(rest), "r"(low) : "cc");
		return remainder ? rest : (u128)high << 64 | quotient;
	}
	if (n >= d) {
		int shift = __builtin_clzl(dh) - __builtin_clzl(nh);
		for (d <<= shift; shift >= 0; shift--) {
			q <<= 1;
			if (n >= d) {
				n -= d;
				q |= 1;
			}
			d >>= 1;
		}
	}
	return remainder ? n : q;
}

static u128 quotient(u128 n, u128 d) asm("divide.unsigned");
static u128 quotient(u128 n, u128 d)
{
	return part(n, d, 0);
}

static u128 remainder(u128 n, u128 d) asm("remainder.unsigned");
static u128 remainder(u128 n, u128 d)
{
	return part(n, d, 1);
}

static s128 signed_quotient(s128 n, s128 d) asm("divide.signed");
static s128 signed_quotient(s128 n, s128 d)
{
	u128 q = part(n < 0 ? -(u128)n : n, d < 0 ? -(u128)d : d, 0);
	return (n < 0) != (d < 0) ? -q : q;
}

static s128 signed_remainder(s128 n, s128 d) asm("remainder.signed");
static s128 signed_remainder(s128 n, s128 d)
{
	u128 r = part(n < 0 ? -(u128)n : n, d < 0 ? -(u128)d : d, 1);
	return n < 0 ? -r : r;
}
