# radix_tree_lookup under V0 by our compiler
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	.cfi_startproc
	mov %rdi,%rax                                # payload: descends the tree; V0 counts nothing
	mov %rsi,%rdi                                # payload: descends the tree; V0 counts nothing
	mov (%rax),%rdx                              # payload: descends the tree; V0 counts nothing
	test %rdx,%rdx                               # payload: descends the tree; V0 counts nothing
	je .Lradix_tree_lookup_2                     # payload: descends the tree; V0 counts nothing
	mov (%rdx),%esi                              # payload: descends the tree; V0 counts nothing
	imul $0x6,%esi,%ecx                          # payload: descends the tree; V0 counts nothing
	mov %rdi,%rax                                # payload: descends the tree; V0 counts nothing
	shr %cl,%rax                                 # payload: descends the tree; V0 counts nothing
	test %rax,%rax                               # payload: descends the tree; V0 counts nothing
	jne .Lradix_tree_lookup_3                    # payload: descends the tree; V0 counts nothing
.Lradix_tree_lookup_4:
	test %esi,%esi                               # payload: descends the tree; V0 counts nothing
	je .Lradix_tree_lookup_2                     # payload: descends the tree; V0 counts nothing
	sub $0x6,%ecx                                # payload: descends the tree; V0 counts nothing
	mov %rdi,%rax                                # payload: descends the tree; V0 counts nothing
	shr %cl,%rax                                 # payload: descends the tree; V0 counts nothing
	and $0x3f,%eax                               # payload: descends the tree; V0 counts nothing
	mov 0x8(%rdx,%rax,8),%rdx                    # payload: descends the tree; V0 counts nothing
	sub $0x1,%esi                                # payload: descends the tree; V0 counts nothing
	test %rdx,%rdx                               # payload: descends the tree; V0 counts nothing
	jne .Lradix_tree_lookup_4                    # payload: descends the tree; V0 counts nothing
.Lradix_tree_lookup_2:
	mov %rdx,%rax                                # payload: descends the tree; V0 counts nothing
	ret                                          # call linkage: returns
.Lradix_tree_lookup_3:
	xor %edx,%edx                                # payload: the index is beyond the tree
	mov %rdx,%rax                                # payload: the index is beyond the tree
	ret                                          # call linkage: returns
	.cfi_endproc
	.size radix_tree_lookup, .-radix_tree_lookup
