# fget under V3 by clang 14.0
	.text
	.p2align 4
	.globl fget
	.type fget, @function
fget:
	pushq %rbx                                   # frame: saves rbx
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq 8(%rdi), %rax                           # payload: finds the file and takes a reference
	cmpl %esi, (%rax)                            # payload: finds the file and takes a reference
	jbe .LBB0_8                                  # payload: finds the file and takes a reference
	movq 8(%rax), %rax                           # payload: finds the file and takes a reference
	movl %esi, %ecx                              # payload: finds the file and takes a reference
	movq (%rax,%rcx,8), %rbx                     # payload: finds the file and takes a reference
	testq %rbx, %rbx                             # payload: finds the file and takes a reference
	je .LBB0_8                                   # payload: finds the file and takes a reference
	testb $64, 13(%rbx)                          # payload: finds the file and takes a reference
	jne .LBB0_8                                  # payload: finds the file and takes a reference
	movq (%rbx), %rax                            # payload: finds the file and takes a reference
	.p2align	4, 0x90
.LBB0_4:
	testq %rax, %rax                             # payload: finds the file and takes a reference
	je .LBB0_8                                   # payload: finds the file and takes a reference
	leaq 1(%rax), %rcx                           # payload: finds the file and takes a reference
	lock cmpxchgq %rcx, (%rbx)                   # payload: finds the file and takes a reference
	jne .LBB0_4                                  # payload: finds the file and takes a reference
	jmp .LBB0_9                                  # payload: finds the file and takes a reference
.LBB0_8:
	xorl %ebx, %ebx                              # payload: finds the file and takes a reference
.LBB0_9:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movl %gs:__preempt_count(%rip), %eax         # resched test: the folded word, and the jump on it
	cmpl $-2147483648, %eax                      # resched test: the folded word, and the jump on it
	je .LBB0_12                                  # resched test: the folded word, and the jump on it
.LBB0_10:
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_12:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_10                                 # resched test: the way back from it
	.size fget, .-fget
