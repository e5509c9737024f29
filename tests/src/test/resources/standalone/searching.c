/* Knuth-Morris-Pratt, Boyer-Moore-Horspool, Rabin-Karp and shift-or find the same places. */
#include "runtime.h"

#define N 600

static char text[N + 1];
static int counts[4];
static u64 sums[4];

static void found(int which, int at)
{
	counts[which]++;
	sums[which] = sums[which] * 31 + (u64)at;
}

static void kmp(const char *p, int m)
{
	int fail[16], k = 0;

	fail[0] = 0;
	for (int i = 1; i < m; i++) {
		while (k && p[k] != p[i])
			k = fail[k - 1];
		k += p[k] == p[i];
		fail[i] = k;
	}
	k = 0;
	for (int i = 0; i < N; i++) {
		while (k && (k == m || p[k] != text[i]))
			k = fail[k - 1];
		k += p[k] == text[i];
		if (k == m)
			found(0, i - m + 1);
	}
}

static void horspool(const char *p, int m)
{
	u8 skip[256];

	memset(skip, m, sizeof(skip));
	for (int i = 0; i + 1 < m; i++)
		skip[(u8)p[i]] = (u8)(m - 1 - i);
	for (int at = 0; at + m <= N; at += skip[(u8)text[at + m - 1]])
		if (!memcmp(text + at, p, (size_t)m))
			found(1, at);
}

static void rabin_karp(const char *p, int m)
{
	u32 want = 0, have = 0, top = 1;

	for (int i = 0; i < m; i++) {
		want = (want * 257 + (u8)p[i]) % 65537;
		have = (have * 257 + (u8)text[i]) % 65537;
		top = i ? top * 257 % 65537 : 1;
	}
	for (int at = 0;; at++) {
		if (have == want && !memcmp(text + at, p, (size_t)m))
			found(2, at);
		if (at + m == N)
			return;
		have = ((have + 65537 - (u8)text[at] * top % 65537) * 257 + (u8)text[at + m]) % 65537;
	}
}

static void shift_or(const char *p, int m)
{
	u16 mask[256];
	u16 state = 0xffff;

	memset(mask, 255, sizeof(mask));
	for (int i = 0; i < m; i++)
		mask[(u8)p[i]] &= (u16)~(1u << i);
	for (int i = 0; i < N; i++) {
		state = (u16)(state << 1 | mask[(u8)text[i]]);
		if (!(state >> (m - 1) & 1))
			found(3, i - m + 1);
	}
}

int main(void)
{
	static const char *const patterns[] = { "a", "ab", "aba", "bb", "abaab", "abababa", "cabc", "abcabcabc" };
	u64 seed = 8;
	int differ = 0;

	for (int i = 0; i < N; i++)
		text[i] = "aaabbbabc"[next_random(&seed) % 9];
	memcpy(text + 100, "abcabcabcabc", 12);
	for (u32 i = 0; i < COUNT(patterns); i++) {
		int m = (int)strlen(patterns[i]);

		kmp(patterns[i], m);
		horspool(patterns[i], m);
		rabin_karp(patterns[i], m);
		shift_or(patterns[i], m);
		dec(counts[0]);
		put(" ");
	}
	put("\n");
	for (int i = 1; i < 4; i++)
		differ += counts[i] != counts[0] || sums[i] != sums[0];
	line("places", sums[0]);
	return differ;
}
