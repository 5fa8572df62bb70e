// The two scripts, as they are, in the library: see scripts.h.
  .section .rodata
  .global echatim_bundle_begin
  .hidden echatim_bundle_begin
  .global echatim_bundle_end
  .hidden echatim_bundle_end
echatim_bundle_begin:
  .incbin ECHATIM_BUNDLE
echatim_bundle_end:
  .global echatim_glue_begin
  .hidden echatim_glue_begin
  .global echatim_glue_end
  .hidden echatim_glue_end
echatim_glue_begin:
  .incbin ECHATIM_GLUE
echatim_glue_end:
  .section .note.GNU-stack, "", %progbits
