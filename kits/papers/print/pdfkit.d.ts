import type { Font } from "fontkit";

// What pdfkit 0.20 takes and @types/pdfkit 0.17 does not know; docs/accessibility.md and lib/ of pdfkit.
declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Of a TH. */
      scope?: "Row" | "Column";
    }
    interface AnnotationOption {
      /** The Link to which the place to click belongs. */
      structParent?: PDFKit.PDFStructureElement;
    }
    interface PDFFont {
      /** One that is read already (lib/font_factory.js: whatever can lay out glyphs). */
      registerFont(name: string, src: Font): this;
    }
  }
}
