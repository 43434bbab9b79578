/** Where pdfmake's own fonts lie: its published types say nothing of them. */
declare module 'pdfmake/fonts/Roboto.js' {
  const fonts: Readonly<
    Record<'Roboto', Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>>
  >
  export default fonts
}
