# radix_tree_lookup under V2 by clang 14.0
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	pushq %rbx                                   # frame: saves rbx
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq (%rdi), %rdx                            # payload: descends the tree
	testq %rdx, %rdx                             # payload: descends the tree
	je .LBB0_1                                   # payload: descends the tree
	movl (%rdx), %eax                            # payload: descends the tree
	leal (%rax,%rax), %ecx                       # payload: descends the tree
	leal (%rcx,%rcx,2), %ecx                     # payload: descends the tree
	movq %rsi, %rdi                              # payload: descends the tree
	shrq %cl, %rdi                               # payload: descends the tree
	xorl %ebx, %ebx                              # payload: descends the tree
	testq %rdi, %rdi                             # payload: descends the tree
	cmoveq %rdx, %rbx                            # payload: descends the tree
	jne .LBB0_7                                  # payload: descends the tree
	testl %eax, %eax                             # payload: descends the tree
	je .LBB0_7                                   # payload: descends the tree
	addl $-6, %ecx                               # payload: descends the tree
	addl $-1, %eax                               # payload: descends the tree
	.p2align	4, 0x90
.LBB0_5:
	movq %rsi, %rdx                              # payload: descends the tree
	shrq %cl, %rdx                               # payload: descends the tree
	andl $63, %edx                               # payload: descends the tree
	movq 8(%rbx,%rdx,8), %rbx                    # payload: descends the tree
	addl $-1, %eax                               # payload: descends the tree
	setb %dl                                     # payload: descends the tree
	testq %rbx, %rbx                             # payload: descends the tree
	je .LBB0_7                                   # payload: descends the tree
	addl $-6, %ecx                               # payload: descends the tree
	testb %dl, %dl                               # payload: descends the tree
	jne .LBB0_5                                  # payload: descends the tree
	jmp .LBB0_7                                  # payload: descends the tree
.LBB0_1:
	xorl %ebx, %ebx                              # payload: descends the tree
.LBB0_7:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movq %gs:kernel_stack, %rax                  # thread_info: kernel_stack, for the flag
	testl $8, -8136(%rax)                        # resched test: the flag, and the jump on it
	jne .LBB0_8                                  # resched test: the flag, and the jump on it
.LBB0_9:
	movq %rbx, %rax                              # payload: the height was in eax while rbx held the node, call or no call
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_8:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_9                                  # resched test: the way back from it
	.size radix_tree_lookup, .-radix_tree_lookup
