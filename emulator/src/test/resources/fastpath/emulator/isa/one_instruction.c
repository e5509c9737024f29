// Runs single instructions on the CPU: reads cases from stdin, writes each back as it is afterwards.
// A case is struct record; code runs at CODE, memory is the window of 512 bytes at MEMORY.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define CODE 0x20000000UL
#define MEMORY (0x10001000UL - 256)
#define STATE 0x30000000UL
#define FLAGS_AT (STATE + 16 * 8)
#define HOST_RSP_AT (STATE + 17 * 8)

struct record {
  uint8_t length_then_signal;
  uint8_t code[15];
  uint64_t registers[16];
  uint64_t flags;
  uint8_t memory[512];
};

static sigjmp_buf back;
static uint8_t *at;

static void caught(int signal) { siglongjmp(back, signal); }

static void bytes(const char *code, int n) {
  memcpy(at, code, n);
  at += n;
}

static void address(uint64_t value) {
  uint32_t low = (uint32_t)value;
  memcpy(at, &low, 4);
  at += 4;
}

// mov between a 64-bit register and an absolute address: opcode 8b loads, 89 stores.
static void move(int opcode, int reg, uint64_t where) {
  *at++ = 0x48 | (reg > 7 ? 4 : 0);
  *at++ = opcode;
  *at++ = 0x04 | (reg & 7) << 3;
  *at++ = 0x25;
  address(where);
}

static void trampoline(const struct record *r) {
  at = (uint8_t *)CODE;
  bytes("\x53\x55\x41\x54\x41\x55\x41\x56\x41\x57", 10);  // push the callee-saved registers
  move(0x89, 4, HOST_RSP_AT);
  bytes("\xff\x34\x25", 3);  // push the flags
  address(FLAGS_AT);
  bytes("\x9d", 1);  // popf
  for (int i = 0; i < 16; i++) move(0x8b, i, STATE + i * 8);
  bytes((const char *)r->code, r->length_then_signal);
  for (int i = 0; i < 16; i++) move(0x89, i, STATE + i * 8);
  move(0x8b, 4, HOST_RSP_AT);
  bytes("\x9c\x8f\x04\x25", 4);  // pushf, pop to the flags
  address(FLAGS_AT);
  bytes("\xfc\x41\x5f\x41\x5e\x41\x5d\x41\x5c\x5d\x5b\xc3", 12);  // cld, pop them, ret
}

static void *map(uint64_t where, int protection) {
  void *got = mmap((void *)where, 8192, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  return got == MAP_FAILED ? NULL : got;
}

int main(void) {
  static char alternate[65536];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  struct sigaction action = {.sa_handler = caught, .sa_flags = SA_ONSTACK | SA_NODEFER};
  int signals[] = {SIGSEGV, SIGILL, SIGFPE, SIGBUS, SIGTRAP};
  sigaltstack(&stack, NULL);
  for (int i = 0; i < 5; i++) sigaction(signals[i], &action, NULL);
  if (!map(STATE, PROT_READ | PROT_WRITE) || !map(0x10000000UL, PROT_READ | PROT_WRITE) ||
      !map(CODE, PROT_READ | PROT_WRITE | PROT_EXEC)) {
    perror("mmap");
    return 1;
  }
  struct record r;
  while (fread(&r, sizeof r, 1, stdin) == 1) {
    trampoline(&r);
    memcpy((void *)STATE, r.registers, sizeof r.registers);
    memcpy((void *)FLAGS_AT, &r.flags, sizeof r.flags);
    memcpy((void *)MEMORY, r.memory, sizeof r.memory);
    int signal = sigsetjmp(back, 1);
    if (signal == 0) {
      ((void (*)(void))CODE)();
    } else {
      __asm__ volatile("cld");
    }
    r.length_then_signal = signal;
    memcpy(r.registers, (void *)STATE, sizeof r.registers);
    memcpy(&r.flags, (void *)FLAGS_AT, sizeof r.flags);
    memcpy(r.memory, (void *)MEMORY, sizeof r.memory);
    fwrite(&r, sizeof r, 1, stdout);
  }
  return 0;
}
