/// The style and the script of the report's page, which allows both by their hashes and nothing else.
enum ReportStyle {
    static let style = """
        :root{color-scheme:light dark;--ink:#1b1f24;--dim:#59636e;--paper:#fff;--card:#f6f8fa;--line:#d6dbe1;--bar:#2f65d0;\
        --bad:#b3261e;--bad-paper:#fdecea;--warn:#7a4d00;--warn-paper:#fff3d6}
        @media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--dim:#a0a8b2;--paper:#14171a;--card:#1d2126;--line:#363c44;\
        --bar:#7aa2ff;--bad:#ffb4ab;--bad-paper:#43191a;--warn:#ffd27a;--warn-paper:#3b2d0c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
        main{max-width:1280px;margin:auto;padding:24px 16px 48px}
        header{border-bottom:3px solid var(--bar);padding-bottom:12px}
        h1{font-size:28px;line-height:1.2;margin:0 0 6px;overflow-wrap:anywhere}h2{font-size:19px;margin:36px 0 12px}
        header p,figure p,.notes{color:var(--dim)}p{margin:0}
        .totals{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:10px;list-style:none;padding:0;margin:0}
        .totals li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px}
        .totals b{display:block;font-size:24px;line-height:1.25;font-variant-numeric:tabular-nums}
        .totals .bad,td .bad{background:var(--bad-paper);color:var(--bad)}
        .totals .warn,td .warn{background:var(--warn-paper);color:var(--warn)}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(340px,100%),1fr));gap:32px;margin-top:36px}
        figure{margin:0}figcaption{font-size:19px;font-weight:700;margin-bottom:10px}
        svg{display:block;width:100%;max-width:480px;height:auto}
        svg text{fill:var(--ink);font-size:13px;font-variant-numeric:tabular-nums}
        svg rect{fill:var(--bar)}svg .track{fill:var(--line);opacity:.45}
        figure p{margin-top:8px}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{border-bottom:1px solid var(--line);padding:8px 14px 8px 0;text-align:left;vertical-align:top}
        td,tbody th{overflow-wrap:anywhere}tbody th{font-weight:600;min-width:182px}
        th small{display:block;font:11px/1.4 ui-monospace,monospace;color:var(--dim)}
        td:nth-child(2){min-width:160px}td:nth-child(5){text-align:right;font-variant-numeric:tabular-nums}
        td:nth-child(4),td:nth-child(6),td:nth-child(7){white-space:nowrap}td:nth-child(3),td:nth-child(8),td:nth-child(10){min-width:95px}td:nth-child(9){font-size:12px;min-width:150px}
        td span{display:inline-block;background:var(--card);border-radius:10px;padding:0 8px;font-size:13px;white-space:nowrap}
        thead th{color:var(--dim);white-space:nowrap;border-bottom-width:2px}thead th:nth-child(5){text-align:right}
        th button{all:unset;cursor:pointer;font-weight:700}
        th button:hover{color:var(--bar)}th button:focus-visible,.scroll:focus-visible{outline:2px solid var(--bar)}
        th[aria-sort=ascending] button::after{content:' ▲'}th[aria-sort=descending] button::after{content:' ▼'}
        .notes{border-top:1px solid var(--line);margin-top:36px;padding-top:12px;font-size:14px;overflow-wrap:anywhere}
        @media screen and (min-width:1100px){thead th{position:sticky;top:0;background:var(--paper)}}
        @media screen and (max-width:1099px){.scroll{overflow-x:auto}table{min-width:1040px}\
        tr th:first-child{position:sticky;left:0;background:var(--paper);min-width:0;width:150px;max-width:150px}}
        @media print{@page{size:landscape;margin:12mm}:root{color-scheme:light;--ink:#000;--dim:#444;--paper:#fff;--card:#f3f3f3;\
        --line:#bbb;--bar:#2f65d0;--bad:#8c1d18;--bad-paper:#fdecea;--warn:#5c3a00;--warn-paper:#fff3d6}\
        *{print-color-adjust:exact}body{font-size:10pt}table,td span{font-size:8pt}\
        tbody th{min-width:110px}td:nth-child(n){min-width:48px}th,td{padding-right:8px}td:nth-child(9){font-size:6.5pt}tr,figure,li{break-inside:avoid}}
        """

    /// Sorts the rows by a click on a heading.
    static let script = """
        const order=new Intl.Collator(undefined,{numeric:true}),heads=[...document.querySelectorAll('thead th')];\
        for(const [place,head] of heads.entries()){const button=document.createElement('button');button.type='button';\
        button.textContent=head.textContent;head.replaceChildren(button);\
        button.addEventListener('click',()=>{const up=head.getAttribute('aria-sort')!=='ascending';\
        for(const other of heads)other.removeAttribute('aria-sort');\
        head.setAttribute('aria-sort',up?'ascending':'descending');\
        const body=document.querySelector('tbody'),rows=[...body.children].map(row=>[row.children[place].textContent,row]);\
        rows.sort((a,b)=>order.compare(a[0],b[0])*(up?1:-1));body.append(...rows.map(row=>row[1]))})}
        """
}
