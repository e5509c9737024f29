/* A trie of words with counts, a radix tree of numbers, and a ternary search tree. */
#include "runtime.h"

struct node {
	u16 child[26];
	u16 words;
};

struct ternary {
	u16 less, same, more;
	char c;
	u8 ends;
};

static struct node trie[200];
static struct ternary ternaries[200];
static u16 used = 1, ternary_used = 1;
static void *radix[64][16];
static u32 radix_used = 1;

static void insert(const char *word)
{
	u16 at = 0;

	for (; *word; word++) {
		u16 *next = &trie[at].child[*word - 'a'];

		if (!*next)
			*next = used++;
		at = *next;
	}
	trie[at].words++;
}

static u32 below(u16 at)
{
	u32 n = trie[at].words;

	for (int i = 0; i < 26; i++)
		if (trie[at].child[i])
			n += below(trie[at].child[i]);
	return n;
}

static u32 with_prefix(const char *p)
{
	u16 at = 0;

	for (; *p; p++)
		if (!(at = trie[at].child[*p - 'a']))
			return 0;
	return below(at);
}

static u16 ternary_insert(u16 at, const char *w)
{
	if (!at) {
		at = ternary_used++;
		ternaries[at].c = *w;
	}
	if (*w < ternaries[at].c)
		ternaries[at].less = ternary_insert(ternaries[at].less, w);
	else if (*w > ternaries[at].c)
		ternaries[at].more = ternary_insert(ternaries[at].more, w);
	else if (w[1])
		ternaries[at].same = ternary_insert(ternaries[at].same, w + 1);
	else
		ternaries[at].ends++;
	return at;
}

static void sorted(u16 at, char *prefix, int n)
{
	struct ternary *t = &ternaries[at];

	if (!at)
		return;
	sorted(t->less, prefix, n);
	prefix[n] = t->c;
	if (t->ends) {
		put_bytes(prefix, (size_t)n + 1);
		put(" ");
	}
	sorted(t->same, prefix, n + 1);
	sorted(t->more, prefix, n);
}

static void **slot(u32 key, int make)
{
	void **table = radix[0];

	for (int shift = 12; shift > 0; shift -= 4) {
		void **next = &table[key >> shift & 15];

		if (!*next) {
			if (!make || radix_used == COUNT(radix))
				return NULL;
			*next = radix[radix_used++];
		}
		table = *next;
	}
	return &table[key & 15];
}

int main(void)
{
	static const char *const words[] = { "lock", "leaf", "list", "lookup", "leap", "leaf", "frame", "free", "fast", "path",
					     "preempt", "press", "a", "lea", "zero" };
	static u32 values[16];
	char prefix[16];
	int wrong = 0;

	for (u32 i = 0; i < COUNT(words); i++) {
		insert(words[i]);
		ternary_insert(ternary_used > 1, words[i]);
	}
	dec(with_prefix("le") * 1000 + with_prefix("l") * 100 + with_prefix("f") * 10 + with_prefix("q"));
	put("\n");
	sorted(1, prefix, 0);
	put("\n");
	for (u32 i = 0; i < COUNT(values); i++) {
		void **at = slot(i * 4099 & 0xffff, 1);

		values[i] = i;
		if (at)
			*at = &values[i];
	}
	for (u32 i = 0; i < COUNT(values); i++) {
		void **at = slot(i * 4099 & 0xffff, 0);

		wrong += !at || *(u32 *)*at != i;
	}
	wrong += slot(0x8000 - 1, 0) != NULL && *slot(0x8000 - 1, 0) != NULL;
	line("nodes", used * 1000UL + radix_used);
	return wrong;
}
