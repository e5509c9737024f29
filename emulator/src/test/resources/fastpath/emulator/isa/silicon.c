// Runs single instructions on the CPU. Reads batches from stdin: their length in bytes (8), then
// that many bytes of struct request, each followed by its patches; answers with a length and struct
// response, each followed by the bytes that changed. Every case ends in a signal: the text is
// filled with int3, so that wherever an instruction leads, the kernel reports all registers there.
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

// Laid out as in SiliconMemory: what is not mapped here is not mapped there.
#define DATA 0x10001000UL
#define DATA_BYTES 8192
#define CONSTANTS_BYTES 4096
#define TEXT 0x10010000UL
#define TEXT_BYTES 8192

#define GET_FS 0x1003
#define GET_GS 0x1004
#define SET_FS 0x1002
#define SET_GS 0x1001

struct request {
  uint64_t registers[16];  // in encoding order
  uint64_t flags, fs_base, gs_base, address;
  uint8_t code[16];
  uint8_t length, patches, bases, unused[5];  // bases: fs and gs matter
};

struct patch {
  uint64_t address, length;
  uint8_t bytes[32];
};

struct response {
  uint64_t registers[16];
  uint64_t rip, flags, fs_base, gs_base, cr2, trap, error;
  uint64_t changed_address, changed_length;
};

static struct request *request;
static struct response response;
static uint64_t host_fs;
static uint8_t before[DATA_BYTES];
static uint8_t *text;  // TEXT, writable

extern uint64_t host_rsp;
void enter(struct request *);
void resume(void);

// iretq sets rflags, rsp and rip at once, and serializes after the text was written.
__asm__(
    ".bss\n.align 8\n.global host_rsp\nhost_rsp: .quad 0\n.text\n"
    ".global enter, resume\n"
    "enter:\n"
    "push %rbx; push %rbp; push %r12; push %r13; push %r14; push %r15\n"
    "mov %rsp, host_rsp(%rip)\n"
    "mov %ss, %eax; push %rax\n"
    "pushq 4*8(%rdi); pushq 16*8(%rdi)\n"
    "mov %cs, %eax; push %rax\n"
    "pushq 19*8(%rdi)\n"
    "mov 0*8(%rdi), %rax; mov 1*8(%rdi), %rcx; mov 2*8(%rdi), %rdx; mov 3*8(%rdi), %rbx\n"
    "mov 5*8(%rdi), %rbp; mov 6*8(%rdi), %rsi; mov 8*8(%rdi), %r8; mov 9*8(%rdi), %r9\n"
    "mov 10*8(%rdi), %r10; mov 11*8(%rdi), %r11; mov 12*8(%rdi), %r12\n"
    "mov 13*8(%rdi), %r13; mov 14*8(%rdi), %r14; mov 15*8(%rdi), %r15\n"
    "mov 7*8(%rdi), %rdi\n"
    "iretq\n"
    "resume:\n"
    "pop %r15; pop %r14; pop %r13; pop %r12; pop %rbp; pop %rbx\n"
    "ret\n");

static long arch_prctl(long code, uint64_t address) {
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "0"(SYS_arch_prctl), "D"(code), "S"(address)
                   : "rcx", "r11", "memory");
  return result;
}

static const int order[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP,
                              REG_RSI, REG_RDI, REG_R8,  REG_R9,  REG_R10, REG_R11,
                              REG_R12, REG_R13, REG_R14, REG_R15};

// No thread-local storage here before fs is the host's again.
static void caught(int signal, siginfo_t *info, void *context) {
  greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
  (void)signal, (void)info;
  if (request->bases) {
    arch_prctl(GET_FS, (uint64_t)&response.fs_base);
    arch_prctl(GET_GS, (uint64_t)&response.gs_base);
    arch_prctl(SET_FS, host_fs);
  } else {
    response.fs_base = request->fs_base;
    response.gs_base = request->gs_base;
  }
  for (int i = 0; i < 16; i++) response.registers[i] = r[order[i]];
  response.rip = r[REG_RIP];
  response.flags = r[REG_EFL];
  response.cr2 = r[REG_CR2];
  response.trap = r[REG_TRAPNO];
  response.error = r[REG_ERR];
  r[REG_RIP] = (greg_t)resume;
  r[REG_RSP] = (greg_t)host_rsp;
  r[REG_EFL] = 0x202;
}

static void stuck(int signal) {
  (void)signal;
  _exit(4);
}

static uint8_t background(uint64_t address) { return (uint8_t)(address * 0x9e3779b1u >> 24); }

static void fill(uint8_t *to, uint64_t address, uint64_t length) {
  for (uint64_t i = 0; i < length; i++) to[i] = background(address + i);
}

static void apply(const struct patch *p, int count) {
  for (int i = 0; i < count; i++) {
    memcpy((void *)p[i].address, p[i].bytes, p[i].length);
    memcpy(before + (p[i].address - DATA), p[i].bytes, p[i].length);
  }
}

static void unapply(const struct patch *p, int count) {
  for (int i = 0; i < count; i++) {
    fill((void *)p[i].address, p[i].address, p[i].length);
    fill(before + (p[i].address - DATA), p[i].address, p[i].length);
  }
}

// From the first to the last byte that differs from before.
static void find_changes(void) {
  const uint8_t *now = (const uint8_t *)DATA;
  size_t first = 0, last = DATA_BYTES;
  while (first < DATA_BYTES && !memcmp(now + first, before + first, 64)) first += 64;
  while (first < DATA_BYTES && now[first] == before[first]) first++;
  while (last - first >= 64 && !memcmp(now + last - 64, before + last - 64, 64)) last -= 64;
  while (last > first && now[last - 1] == before[last - 1]) last--;
  response.changed_address = DATA + first;
  response.changed_length = last - first;
}

static void *map(void *where, size_t bytes, int protection, int flags, int file) {
  // Populated: a hypervisor that emulates page tables may refuse to return from a page fault to a
  // stack pointer that is not canonical.
  void *got = mmap(where, bytes, protection, flags | MAP_POPULATE, file, 0);
  if (got == MAP_FAILED) {
    perror("mmap");
    exit(1);
  }
  return got;
}

static void prepare(void) {
  static uint8_t alternate[1 << 17];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  int signals[] = {SIGSEGV, SIGILL, SIGFPE, SIGBUS, SIGTRAP};
  int fixed = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS;
  sigaltstack(&stack, NULL);
  for (int i = 0; i < 5; i++) sigaction(signals[i], &action, NULL);
  struct sigaction late = {.sa_handler = stuck, .sa_flags = SA_ONSTACK};
  sigaction(SIGALRM, &late, NULL);
  map((void *)DATA, DATA_BYTES + CONSTANTS_BYTES, PROT_READ | PROT_WRITE, fixed, -1);
  fill((void *)DATA, DATA, DATA_BYTES + CONSTANTS_BYTES);
  fill(before, DATA, DATA_BYTES);
  mprotect((void *)(DATA + DATA_BYTES), CONSTANTS_BYTES, PROT_READ);
  int file = memfd_create("text", 0);
  if (ftruncate(file, TEXT_BYTES)) exit(1);
  text = map(NULL, TEXT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file);
  map((void *)TEXT, TEXT_BYTES, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, file);
  memset(text, 0xcc, TEXT_BYTES);
  arch_prctl(GET_FS, (uint64_t)&host_fs);
}

static void run(const struct patch *patches) {
  uint8_t *code = text + (request->address - TEXT);
  size_t room = TEXT_BYTES - (request->address - TEXT);
  size_t length = request->length < room ? request->length : room;
  memcpy(code, request->code, length);
  apply(patches, request->patches);
  if (request->bases) {
    arch_prctl(SET_GS, request->gs_base);
    arch_prctl(SET_FS, request->fs_base);
  }
  enter(request);
  memset(code, 0xcc, length);
  find_changes();
}

static void restore(const struct patch *patches) {
  uint64_t at = response.changed_address;
  memcpy((void *)at, before + (at - DATA), response.changed_length);
  unapply(patches, request->patches);
}

int main(void) {
  static uint8_t output[1 << 26];
  static uint8_t input[1 << 25];
  uint64_t bytes;
  prepare();
  while (fread(&bytes, 8, 1, stdin) == 1 && bytes <= sizeof input) {
    if (fread(input, 1, bytes, stdin) != bytes) return 2;
    struct itimerval limit = {.it_value.tv_sec = 10};
    setitimer(ITIMER_REAL, &limit, NULL);
    uint64_t used = 0;
    for (uint8_t *at = input; at < input + bytes;) {
      request = (struct request *)at;
      const struct patch *patches = (const struct patch *)(request + 1);
      at = (uint8_t *)(patches + request->patches);
      run(patches);
      memcpy(output + used, &response, sizeof response);
      used += sizeof response;
      memcpy(output + used, (void *)response.changed_address, response.changed_length);
      used += response.changed_length;
      restore(patches);
    }
    if (fwrite(&used, 8, 1, stdout) != 1 || fwrite(output, 1, used, stdout) != used) return 2;
    fflush(stdout);
  }
  return 0;
}
