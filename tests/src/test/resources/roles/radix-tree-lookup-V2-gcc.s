# radix_tree_lookup under V2 by gcc 12.2
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq (%rdi), %rbx                            # payload: descends the tree
	testq %rbx, %rbx                             # payload: descends the tree
	je .L2                                       # payload: descends the tree
	movl (%rbx), %edx                            # payload: descends the tree
	movq %rsi, %rax                              # payload: descends the tree
	leal (%rdx,%rdx,2), %ecx                     # payload: descends the tree
	addl %ecx, %ecx                              # payload: descends the tree
	shrq %cl, %rax                               # payload: descends the tree
	testq %rax, %rax                             # payload: descends the tree
	je .L21                                      # payload: descends the tree
	xorl %ebx, %ebx                              # payload: descends the tree
.L2:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movq %gs:kernel_stack,%rax                   # thread_info: thread_info, for the flag
	subq $8152, %rax                             # thread_info: thread_info, for the flag
	movl 16(%rax), %eax                          # resched test: the flag, its bit, and the jump on it
	testb $8, %al                                # resched test: the flag, its bit, and the jump on it
	jne .L23                                     # resched test: the flag, its bit, and the jump on it
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L24:
	.cfi_restore_state
	subl $6, %ecx                                # payload: descends the tree
	movq %rsi, %rax                              # payload: descends the tree
	subl $1, %edx                                # payload: descends the tree
	shrq %cl, %rax                               # payload: descends the tree
	andl $63, %eax                               # payload: descends the tree
	movq 8(%rbx,%rax,8), %rbx                    # payload: descends the tree
	testq %rbx, %rbx                             # payload: descends the tree
	je .L2                                       # payload: descends the tree
.L21:
	testl %edx, %edx                             # payload: descends the tree
	jne .L24                                     # payload: descends the tree
	jmp .L2                                      # payload: descends the tree
	.p2align	4,,10
	.p2align	3
.L23:
	call preempt_schedule                        # call linkage: calls the scheduler
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size radix_tree_lookup, .-radix_tree_lookup
