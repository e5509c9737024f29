/* LZ77 with a hash of three bytes and a window, then an adaptive move-to-front; back again. */
#include "runtime.h"

#define N 1500

static u8 text[N], packed[2 * N], front[2 * N], back[2 * N], output[N];
static u16 heads[256], links[N];

static u32 hash(const u8 *p)
{
	return (p[0] * 33u + p[1] * 7u + p[2]) & 255;
}

static int squeeze(int n)
{
	int out = 0;

	memset(heads, 255, sizeof(heads));
	for (int i = 0; i < n;) {
		int best = 0, where = 0, tries = 20;

		if (i + 3 <= n)
			for (u32 at = heads[hash(text + i)]; at != 0xffff && tries--; at = links[at]) {
				int len = 0;

				while (len < 130 && i + len < n && text[at + len] == text[i + len])
					len++;
				if (len > best) {
					best = len;
					where = i - (int)at;
				}
			}
		if (best >= 4) {
			packed[out++] = (u8)(0x80 | (best - 4));
			packed[out++] = (u8)where;
			packed[out++] = (u8)(where >> 8);
		} else {
			best = 1;
			packed[out++] = text[i] & 0x7f;
		}
		for (; best; best--, i++) {
			if (i + 3 <= n) {
				links[i] = heads[hash(text + i)];
				heads[hash(text + i)] = (u16)i;
			}
		}
	}
	return out;
}

static int unsqueeze(const u8 *p, int n)
{
	u8 *to = output;

	for (const u8 *end = p + n; p < end;) {
		if (*p & 0x80) {
			int len = (*p & 0x7f) + 4;
			const u8 *from = to - (p[1] | p[2] << 8);

			for (p += 3; len; len--)
				*to++ = *from++;
		} else {
			*to++ = *p++;
		}
	}
	return (int)(to - output);
}

static void move_to_front(const u8 *from, u8 *to, int n, int undo)
{
	u8 order[256];

	for (int i = 0; i < 256; i++)
		order[i] = (u8)i;
	for (int i = 0; i < n; i++) {
		int k = from[i];
		u8 c;

		if (!undo)
			for (k = 0; order[k] != from[i];)
				k++;
		c = order[k];
		to[i] = undo ? c : (u8)k;
		memmove(order + 1, order, (size_t)k);
		order[0] = c;
	}
}

int main(void)
{
	static const char *const words[] = { "preempt ", "count ", "leaf ", "frame ", "call ", "a ", "the ", "of\n" };
	u64 seed = 66;
	int n = 0, small;

	while (n < N)
		for (const char *w = words[next_random(&seed) >> 61]; *w && n < N; w++)
			text[n++] = (u8)*w;
	small = squeeze(N);
	move_to_front(packed, front, small, 0);
	move_to_front(front, back, small, 1);
	line("small", (u64)small);
	line("packed", digest(packed, (size_t)small));
	line("front", digest(front, (size_t)small));
	return unsqueeze(back, small) != N || memcmp(text, output, N) != 0;
}
