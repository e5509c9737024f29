# radix_tree_lookup under V2 by our compiler
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	mov (%rdi),%rbx                              # payload: descends the tree
	test %rbx,%rbx                               # payload: descends the tree
	je .Lradix_tree_lookup_2                     # payload: descends the tree
	mov (%rbx),%edx                              # payload: descends the tree
	imul $0x6,%edx,%ecx                          # payload: descends the tree
	mov %rsi,%rax                                # payload: descends the tree
	shr %cl,%rax                                 # payload: descends the tree
	test %rax,%rax                               # payload: descends the tree
	jne .Lradix_tree_lookup_3                    # payload: descends the tree
.Lradix_tree_lookup_4:
	test %edx,%edx                               # payload: descends the tree
	je .Lradix_tree_lookup_2                     # payload: descends the tree
	sub $0x6,%ecx                                # payload: descends the tree
	mov %rsi,%rax                                # payload: descends the tree
	shr %cl,%rax                                 # payload: descends the tree
	and $0x3f,%eax                               # payload: descends the tree
	mov 0x8(%rbx,%rax,8),%rbx                    # payload: descends the tree
	sub $0x1,%edx                                # payload: descends the tree
	test %rbx,%rbx                               # payload: descends the tree
	jne .Lradix_tree_lookup_4                    # payload: descends the tree
.Lradix_tree_lookup_2:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack, for the flag
	mov -0x1fc8(%rax),%eax                       # resched test: the flag, its bit, and the jump on it
	test $0x8,%eax                               # resched test: the flag, its bit, and the jump on it
	jne .Lradix_tree_lookup_5                    # resched test: the flag, its bit, and the jump on it
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lradix_tree_lookup_3:
	.cfi_def_cfa_offset 16
	xor %ebx,%ebx                                # payload: the index is beyond the tree
	jmp .Lradix_tree_lookup_2                    # payload: the index is beyond the tree
.Lradix_tree_lookup_5:
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size radix_tree_lookup, .-radix_tree_lookup
