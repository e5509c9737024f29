 .text
 .macro T n
 .p2align 8
 .rept \n
 nop
 .endr
 .p2align 8
 .endm
 T 1
 T 100
 T 160
 T 168
 T 169
 T 200
 T 240
 T 246
 ret
 .p2align 4,0x90
 ret
 .p2align 4,0xcc
 ret
 .p2align 9
 ret
 .data
 .byte 1
 .p2align 4
 .byte 2
 .section .foo,"ax"
 .byte 1
 .p2align 5
# jumps at the edge of what a byte reaches, and over alignments that grow and shrink
 .text
a0: jmp a1
 .zero 127,0x90
a1: jmp a2
 .zero 128,0x90
a2: je a3
 .zero 124,0x90
 jmp a2
a3: .zero 125,0x90
 jne a3
 .zero 1,0x90
 jne a3
 .rept 8
 jmp b1
 .p2align 4
 .zero 13,0x90
 jne b2
 .p2align 4,,7
 .endr
 .zero 60,0x90
b1: ret
 .p2align 5
 .zero 20,0x90
b2: ret
 .global c1
c1: jmp c1
 jmp c2
 .global c2
c2: jmp c1
 .skip 200
 jmp c2
 je c1
