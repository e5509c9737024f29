# d_lookup under V3 by clang 14.0
	.text
	.p2align 4
	.globl d_lookup
	.type d_lookup, @function
d_lookup:
	pushq %rbp                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %r15                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %r14                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %r13                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %r12                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %rbx                                   # frame: saves or restores a callee-saved register, or moves the stack
	pushq %rax                                   # frame: saves or restores a callee-saved register, or moves the stack
	movl %ecx, %r15d                             # register traffic: outlives the call of d_hash; nothing else is put in the argument register before
	movq %rdx, %r13                              # register traffic: outlives the call of d_hash; nothing else is put in the argument register before
	movq %rsi, %r12                              # payload: rsi and rdi are needed for the arguments of d_hash, call or no call
	movq %rdi, %rbx                              # payload: rsi and rdi are needed for the arguments of d_hash, call or no call
	movq %rdx, %rdi                              # payload: arguments of d_hash
	movl %ecx, %esi                              # payload: arguments of d_hash
	callq *(%rbx)                                # call linkage: calls d_hash
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	imull $-1640531527, %eax, %ecx               # payload: hashes, walks the chain, compares the names and takes the reference
	shrl $26, %ecx                               # payload: hashes, walks the chain, compares the names and takes the reference
	movq 8(%rbx,%rcx,8), %rcx                    # payload: hashes, walks the chain, compares the names and takes the reference
	testq %rcx, %rcx                             # payload: hashes, walks the chain, compares the names and takes the reference
	je .LBB0_1                                   # payload: hashes, walks the chain, compares the names and takes the reference
	movl %r15d, %edx                             # payload: the length for the inner loop; r15d goes on holding it and no call follows
	xorl %r14d, %r14d                            # payload: hashes, walks the chain, compares the names and takes the reference
	jmp .LBB0_3                                  # payload: hashes, walks the chain, compares the names and takes the reference
	.p2align	4, 0x90
.LBB0_9:
	movq (%rcx), %rcx                            # payload: hashes, walks the chain, compares the names and takes the reference
	testq %rcx, %rcx                             # payload: hashes, walks the chain, compares the names and takes the reference
	je .LBB0_14                                  # payload: hashes, walks the chain, compares the names and takes the reference
.LBB0_3:
	cmpl %eax, 24(%rcx)                          # payload: hashes, walks the chain, compares the names and takes the reference
	jne .LBB0_9                                  # payload: hashes, walks the chain, compares the names and takes the reference
	cmpq %r12, 16(%rcx)                          # payload: hashes, walks the chain, compares the names and takes the reference
	jne .LBB0_9                                  # payload: hashes, walks the chain, compares the names and takes the reference
	cmpl %r15d, 28(%rcx)                         # payload: hashes, walks the chain, compares the names and takes the reference
	jne .LBB0_9                                  # payload: hashes, walks the chain, compares the names and takes the reference
	movq 32(%rcx), %rsi                          # payload: hashes, walks the chain, compares the names and takes the reference
	xorl %edi, %edi                              # payload: hashes, walks the chain, compares the names and takes the reference
	.p2align	4, 0x90
.LBB0_7:
	cmpl %edi, %edx                              # payload: hashes, walks the chain, compares the names and takes the reference
	je .LBB0_10                                  # payload: hashes, walks the chain, compares the names and takes the reference
	movzbl (%rsi,%rdi), %ebx                     # payload: hashes, walks the chain, compares the names and takes the reference
	leaq 1(%rdi), %rbp                           # payload: hashes, walks the chain, compares the names and takes the reference
	cmpb (%r13,%rdi), %bl                        # payload: hashes, walks the chain, compares the names and takes the reference
	movq %rbp, %rdi                              # payload: hashes, walks the chain, compares the names and takes the reference
	je .LBB0_7                                   # payload: hashes, walks the chain, compares the names and takes the reference
	jmp .LBB0_9                                  # payload: hashes, walks the chain, compares the names and takes the reference
.LBB0_10:
	movl 40(%rcx), %eax                          # payload: hashes, walks the chain, compares the names and takes the reference
	xorl %r14d, %r14d                            # payload: hashes, walks the chain, compares the names and takes the reference
	.p2align	4, 0x90
.LBB0_11:
	testl %eax, %eax                             # payload: hashes, walks the chain, compares the names and takes the reference
	je .LBB0_14                                  # payload: hashes, walks the chain, compares the names and takes the reference
	leal 1(%rax), %edx                           # payload: hashes, walks the chain, compares the names and takes the reference
	lock cmpxchgl	%edx, 40(%rcx)                 # payload: hashes, walks the chain, compares the names and takes the reference
	jne .LBB0_11                                 # payload: hashes, walks the chain, compares the names and takes the reference
	movq %rcx, %r14                              # payload: hashes, walks the chain, compares the names and takes the reference
	jmp .LBB0_14                                 # payload: hashes, walks the chain, compares the names and takes the reference
.LBB0_1:
	xorl %r14d, %r14d                            # payload: hashes, walks the chain, compares the names and takes the reference
.LBB0_14:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movl %gs:__preempt_count(%rip), %eax         # resched test: the folded word, and the jump on it
	cmpl $-2147483648, %eax                      # resched test: the folded word, and the jump on it
	je .LBB0_15                                  # resched test: the folded word, and the jump on it
.LBB0_16:
	movq %r14, %rax                              # payload: eax was in use for hash and count meanwhile, call or no call
	addq $8, %rsp                                # frame: saves or restores a callee-saved register, or moves the stack
	popq %rbx                                    # frame: saves or restores a callee-saved register, or moves the stack
	popq %r12                                    # frame: saves or restores a callee-saved register, or moves the stack
	popq %r13                                    # frame: saves or restores a callee-saved register, or moves the stack
	popq %r14                                    # frame: saves or restores a callee-saved register, or moves the stack
	popq %r15                                    # frame: saves or restores a callee-saved register, or moves the stack
	popq %rbp                                    # frame: saves or restores a callee-saved register, or moves the stack
	retq                                         # call linkage: calls or returns
.LBB0_15:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_16                                 # resched test: the way back from it
.Lfunc_end0:
	.size d_lookup, .-d_lookup
