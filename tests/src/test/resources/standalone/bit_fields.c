/* Bit-fields as registers of a device, packets on a wire, packed and signed ones, and unions over them. */
#include "runtime.h"

union control {
	u32 word;
	struct {
		u32 enable : 1, mode : 3, speed : 7, : 5, count : 12, spare : 4;
	} bits;
};

struct __attribute__((packed)) packet {
	u8 version : 4, length : 4;
	u16 total;
	u32 id : 20, flags : 3, : 0;
	i64 offset : 37;
	u64 left : 27;
};

struct signed_fields {
	int a : 2, b : 5, c : 11;
	i64 d : 50;
	_Bool e : 1;
};

static union control device = { .bits = { .enable = 1, .mode = 5, .speed = 100, .count = 0xabc } };
static struct packet packets[8];
static struct signed_fields fields[8];

union value {
	u64 whole;
	u32 halves[2];
	u16 quarters[4];
	u8 bytes[8];
	signed char chars[8];
	struct { u64 exponent : 11, fraction : 52, sign : 1; } parts;
};

static u64 through(union value v)
{
	u64 h = v.halves[1] ^ v.quarters[1] * 3u;

	for (int i = 0; i < 8; i++)
		h = h * 31 + v.bytes[i] + (u64)v.chars[7 - i];
	v.parts.exponent += 1;
	v.parts.sign ^= 1;
	return h ^ v.whole;
}

int main(void)
{
	u64 seed = 33, h = 0;
	int wrong = 0;

	for (int i = 0; i < 8; i++) {
		u64 x = next_random(&seed);
		struct packet *p = &packets[i];
		struct signed_fields *f = &fields[i];

		p->version = 4;
		p->length = x & 15;
		p->total = (u16)(x >> 4);
		p->id = (u32)(x >> 20);
		p->flags = (u32)(x >> 40);
		p->offset = (i64)x;
		p->left = x >> 30;
		f->a = (int)x;
		f->b = (int)(x >> 2);
		f->c = (int)(x >> 7);
		f->d = (i64)x >> 3;
		f->e = x >> 63;
		wrong += f->a != (int)(x << 62 >> 62 | -(x >> 1 & 1) << 2) || p->offset >> 36 != (p->offset < 0 ? -1 : 0);
		f->b += 7;
		f->c -= f->a;
		f->d *= -3;
		p->id++;
		device.bits.count += p->length;
		device.bits.speed <<= 1;
		device.bits.mode--;
		h = h * 31 + device.word;
		h ^= through((union value){ .whole = x });
	}
	line("device", device.word);
	line("hash", h);
	line("packets", digest(packets, sizeof(packets)));
	line("sizes", sizeof(struct packet) * 100 + sizeof(struct signed_fields));
	return wrong;
}
