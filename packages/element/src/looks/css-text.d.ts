/** Sheets of styles as tests read them. */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
