// SPDX-License-Identifier: Apache-2.0
/* A header parser that reports a bad header by printk(), and whose callers count on its region. */
#include <lab.h>
#include <linux/rcupdate.h>

int printk(const char *format, ...) __cold;

struct iphdr {
	u8 version_length, tos;
	u16 total, id, fragment;
	u8 ttl, protocol;
	u16 check;
	u32 source, target;
};

struct packet {
	const u8 *data;
	u32 length;
	u16 network, transport;
	u32 hash;
	u8 protocol;
};

static inline u32 host_order(u16 x)
{
	return (u16)(x << 8 | x >> 8);
}

int parse_header(struct packet *packet)
{
	const struct iphdr *header = (const void *)(packet->data + packet->network);
	u32 length = (header->version_length & 15) * 4;
	u32 total;
	int result = 0;

	rcu_read_lock();
	total = host_order(header->total);
	if (unlikely(length < sizeof(*header) || header->version_length >> 4 != 4)) {
		printk("bad header %x of packet %p\n", header->version_length, packet);
		result = -22;
		goto out;
	}
	if (unlikely(packet->length < total || total < length)) {
		result = -90;
		goto out;
	}
	packet->transport = packet->network + length;
	packet->hash = header->source * 0x9e3779b1U ^ header->target;
	packet->protocol = header->protocol;
out:
	rcu_read_unlock();
	return result;
}

static struct iphdr header;
static struct packet packet;

void setup(unsigned long args[6])
{
	lab_boot();
	header = (struct iphdr) { 0x45, 0, 0x2800, 0, 0, 64, 17, 0, 5, 6 };
	packet.data = (void *)&header;
	packet.length = 60;
	args[0] = (unsigned long)&packet;
}
