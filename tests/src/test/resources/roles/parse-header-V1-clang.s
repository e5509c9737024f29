# parse_header under V1 by clang 14.0
	.text
	.p2align 4
	.globl parse_header
	.type parse_header, @function
parse_header:
	pushq %rbp                                   # frame: saves a callee-saved register
	pushq %r15                                   # frame: saves a callee-saved register
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: keeps the stack aligned
	movq %rdx, %r14                              # payload: checks and parses the header
	movl %esi, %r15d                             # payload: checks and parses the header
	movq %rdi, %rbx                              # payload: checks and parses the header
	movq %rsp, %rax                              # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	movzbl 1(%rdi), %ebp                         # payload: checks and parses the header
	cmpl $4, %ebp                                # payload: checks and parses the header
	setb %cl                                     # payload: checks and parses the header
	shll $2, %ebp                                # payload: checks and parses the header
	andq $-8192, %rax                            # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	addl $1, 28(%rax)                            # preempt count: the region begins or ends
	cmpb $4, (%rdi)                              # payload: checks and parses the header
	setne %dl                                    # payload: checks and parses the header
	orb %cl, %dl                                 # payload: checks and parses the header
	cmpl %esi, %ebp                              # payload: checks and parses the header
	seta %al                                     # payload: checks and parses the header
	testb %dl, %dl                               # payload: checks and parses the header
	jne .LBB0_1                                  # payload: checks and parses the header
	testb %al, %al                               # payload: checks and parses the header
	jne .LBB0_3                                  # payload: checks and parses the header
.LBB0_4:
	movq %rsp, %rax                              # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	movq %rsp, %rcx                              # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	movl 12(%rbx), %edx                          # payload: checks and parses the header
	bswapl %edx                                  # payload: checks and parses the header
	movl %edx, %esi                              # payload: checks and parses the header
	shll $5, %esi                                # payload: checks and parses the header
	subl %edx, %esi                              # payload: checks and parses the header
	movl 8(%rbx), %edx                           # payload: checks and parses the header
	bswapl %edx                                  # payload: checks and parses the header
	xorl %edx, %esi                              # payload: checks and parses the header
	movl %esi, (%r14)                            # payload: checks and parses the header
	movzwl 2(%rbx), %edx                         # payload: checks and parses the header
	addl %edx, 4(%r14)                           # payload: checks and parses the header
	andq $-8192, %rax                            # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	addl $-1, 28(%rax)                           # preempt count: the region begins or ends
	andq $-8192, %rcx                            # thread_info: its address serves count and flag alone; seta writes al, and nothing reads the rest of rax
	testl $8, 16(%rcx)                           # resched test: the flag
	jne .LBB0_5                                  # resched test: jumps on the flag
.LBB0_6:
	subl %ebp, %r15d                             # payload: checks and parses the header
	movl %r15d, %eax                             # payload: checks and parses the header
	addq $8, %rsp                                # frame: keeps the stack aligned
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	popq %r15                                    # frame: restores a callee-saved register
	popq %rbp                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_1:
	movb $1, %al                                 # payload: checks and parses the header
	testb %al, %al                               # payload: checks and parses the header
	je .LBB0_4                                   # payload: checks and parses the header
.LBB0_3:
	movl 4(%rbx), %esi                           # payload: checks and parses the header
	movq $.L.str, %rdi                           # payload: checks and parses the header
	movl %ebp, %edx                              # payload: checks and parses the header
	movl %r15d, %ecx                             # payload: checks and parses the header
	xorl %eax, %eax                              # payload: checks and parses the header
	callq printk                                 # call linkage: calls printk
	jmp .LBB0_4                                  # payload: checks and parses the header
.LBB0_5:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_6                                  # resched test: the way back from the scheduler
	.size parse_header, .-parse_header
	.section .rodata
.L.str:
	.string "bad header %u: %u of %u\n"
