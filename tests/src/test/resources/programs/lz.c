/* A small LZ77: compresses text by back references, expands it again. */
static unsigned char input[400], packed[800], output[400];

static int compress(int n)
{
	int in = 0, out = 0;

	while (in < n) {
		int best = 0, where = 0;

		for (int back = 1; back <= in && back < 256; back++) {
			int len = 0;

			while (len < 100 && in + len < n && input[in + len] == input[in + len - back])
				len++;
			if (len > best) {
				best = len;
				where = back;
			}
		}
		if (best >= 3) {
			packed[out++] = (unsigned char)(128 + best);
			packed[out++] = (unsigned char)where;
			in += best;
		} else {
			packed[out++] = input[in++];
		}
	}
	return out;
}

static int expand(int n)
{
	unsigned char *to = output;

	for (const unsigned char *p = packed; p < packed + n;) {
		if (*p & 128) {
			int len = *p++ - 128, back = *p++;

			for (; len--; to++)
				*to = to[-back];
		} else {
			*to++ = *p++;
		}
	}
	return (int)(to - output);
}

unsigned long lz(unsigned long n)
{
	const char *words[] = { "preempt", "_count", "leaf ", "frame " };
	int length = 0, small, same;
	unsigned long x = n + 1, r = 0;

	while (length < 380) {
		for (const char *w = words[(x = x * 25214903917 + 11) >> 17 & 3]; *w && length < 400; w++)
			input[length++] = (unsigned char)*w;
	}
	small = compress(length);
	same = expand(small) == length;
	for (int i = 0; i < length; i++)
		same &= input[i] == output[i];
	for (int i = 0; i < small; i++)
		r = r * 31 + packed[i];
	return r * 2 + (unsigned)same + (unsigned long)small * 1000000;
}
