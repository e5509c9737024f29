/* Volatile accesses of every width keep their number and order; a model of a device is told by what it sees. */
#include "runtime.h"

struct port {
	volatile u8 status;
	volatile u16 command;
	volatile u32 data;
	volatile u64 stamp;
};

static struct port port;
static volatile int signal_seen;
static volatile u8 ring[16];
static volatile u32 head, tail;

static void push(u8 c)
{
	u32 h = head;

	if (h - tail == sizeof(ring))
		return;
	ring[h % sizeof(ring)] = c;
	head = h + 1;
}

static int pop(void)
{
	u8 c;

	if (head == tail)
		return -1;
	c = ring[tail % sizeof(ring)];
	tail++;
	return c;
}

static u32 sum_reads(volatile const u32 *at, int n)
{
	u32 sum = 0;

	for (int i = 0; i < n; i++)
		sum += *at + (*at >> 1);
	return sum;
}

int main(void)
{
	u64 seed = 44, h = 0;
	int lost = 0;

	port.data = 5;
	for (int i = 0; i < 50; i++) {
		port.status |= (u8)(1 << (i & 7));
		port.status &= (u8)~(1 << (i * 3 & 7));
		port.command++;
		port.command <<= 1;
		port.data -= port.command;
		port.data ^= port.status;
		port.stamp += (u64)port.data << 20;
		port.stamp = -port.stamp;
	}
	line("status", port.status);
	line("command", port.command);
	line("data", port.data);
	line("stamp", port.stamp);
	line("reads", sum_reads(&port.data, 9));
	for (int i = 0; i < 400; i++) {
		u64 x = next_random(&seed);

		if (x & 1) {
			push((u8)(x >> 8));
		} else {
			int c = pop();

			lost += c < 0;
			h = h * 31 + (u64)c;
		}
	}
	signal_seen = lost != 0;
	while (signal_seen)
		signal_seen = 0;
	line("queue", h);
	line("lost", (u64)lost);
	return signal_seen;
}
