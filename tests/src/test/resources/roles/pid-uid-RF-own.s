# pid_uid under RF by our compiler
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	.cfi_startproc
	push %rbp                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	push %rbx                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	sub $0x8,%rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 32
	mov %rdi,%rbp                                # register traffic: an argument outlives the call
	mov %esi,%ebx                                # register traffic: an argument outlives the call
	call __rcu_read_lock                         # call linkage: calls __rcu_read_lock
	imul $0x9e3779b9,%ebx,%eax                   # payload: walks the chain
	shr $0x1b,%eax                               # payload: walks the chain
	mov 0x0(%rbp,%rax,8),%rax                    # payload: walks the chain
	test %rax,%rax                               # payload: walks the chain
	je .Lpid_uid_2                               # payload: walks the chain
.Lpid_uid_4:
	cmp %ebx,0x10(%rax)                          # payload: walks the chain
	je .Lpid_uid_3                               # payload: walks the chain
	mov (%rax),%rax                              # payload: walks the chain
	test %rax,%rax                               # payload: walks the chain
	jne .Lpid_uid_4                              # payload: walks the chain
	mov $0xffffffff,%ebx                         # payload: walks the chain
	call __rcu_read_unlock                       # call linkage: calls __rcu_read_unlock
	mov %ebx,%eax                                # register traffic: -1 outlives the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lpid_uid_3:
	.cfi_def_cfa_offset 32
	mov 0x18(%rax),%rax                          # payload: the uid
	mov 0x4(%rax),%ebx                           # payload: the uid
	call __rcu_read_unlock                       # call linkage: calls __rcu_read_unlock
	mov %ebx,%eax                                # register traffic: the uid outlives the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lpid_uid_2:
	.cfi_def_cfa_offset 32
	mov $0xffffffff,%ebx                         # payload: no such process
	call __rcu_read_unlock                       # call linkage: calls __rcu_read_unlock
	mov %ebx,%eax                                # register traffic: -1 outlives the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size pid_uid, .-pid_uid
